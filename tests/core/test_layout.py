from collections.abc import Iterator

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core.forms import KeyedForm
from core.layout import form_helper, section, two_columns


class LoanForm(KeyedForm):
    name = forms.CharField(label="Name")
    amount = forms.DecimalField(label="Amount", help_text="In EUR")
    months = forms.IntegerField(label="Months")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def draw(form: forms.Form, **options: object) -> str:
    form.helper = form_helper("Save", "/back/?q={{ 1|add:1 }}", form=form, **options)  # type: ignore[attr-defined,arg-type]
    request = RequestFactory().get("/")
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(
        Context({"form": form, "request": request})
    )


def test_a_form_sends_its_hidden_key_and_offers_a_way_out() -> None:
    html = draw(LoanForm(), rows=("name", two_columns("amount", "months")))
    assert 'name="submission_key"' in html
    assert html.index("id_name") < html.index("id_amount") < html.index("id_months")
    assert 'value="Save"' in html
    assert 'href="/back/?q={{ 1|add:1 }}"' in html, "an address is never read as a template"


def test_without_rows_every_field_comes_in_order() -> None:
    html = draw(LoanForm())
    assert html.count("form-control") == 3


def test_a_section_has_a_legend() -> None:
    assert "<legend>Money</legend>" in draw(LoanForm(), rows=(section("Money", "amount"),))


def test_errors_are_summed_up_with_links_to_their_fields() -> None:
    form = LoanForm({"name": "", "amount": "x", "months": "6"})
    html = draw(form, rows=("name", "amount", "months"))
    assert "Please check 3 answers" in html  # the two fields and the missing key
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert '<a href="#id_amount">Amount: Enter a number.</a>' in html
    assert 'role="alert"' in html


def test_a_refusal_of_the_whole_form_stands_on_top() -> None:
    form = LoanForm({})
    form.add_error(None, "The <contract> is closed.")
    html = draw(form)
    assert "This was not accepted" in html
    assert "The &lt;contract&gt; is closed." in html

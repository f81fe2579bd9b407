"""The page of components for developers: every component with its ordinary, empty, long and failed state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from core.access import signed_in
from core.layout import form_helper, section, two_columns
from core.templatetags.look import TONES, Text, Why


@dataclass(frozen=True)
class Happening:
    """A line of the example timeline."""

    title: Text
    who: str
    at: datetime | date
    text: Text = ""
    url: str = ""


class ExampleForm(forms.Form):
    """Two columns, help text, a choice, a tick, a text, a file; with errors when it is bound to nothing."""

    name = forms.CharField(label=_("Name of the project"), help_text=_("As on the sign above the door."))
    amount = forms.DecimalField(
        label=_("Amount"), max_digits=9, decimal_places=2, help_text=_("In EUR, such as 7500.00")
    )
    months = forms.IntegerField(label=_("Months"), min_value=6, max_value=60)
    product = forms.ChoiceField(
        label=_("Product"), choices=[("", "---------"), ("a", "Microcredit"), ("b", "Seed")]
    )
    consent = forms.BooleanField(label=_("The client agrees to be visited"), required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    plan = forms.FileField(label=_("Business plan"), required=False, help_text=_("PDF, at most 20 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = (
            two_columns("name", "product"),
            two_columns("amount", "months"),
            section(_("More"), "consent", "note", "plan"),
        )
        self.helper = form_helper(_("Save"), "/", form=self, rows=rows)


class ExampleFilter(forms.Form):
    """A filter form for the chips."""

    municipality = forms.ChoiceField(
        label=_("Municipality"), choices=[("1070", "Anderlecht"), ("1080", "Molenbeek")]
    )
    since = forms.DateField(label=_("Since"))


@signed_in
def components(request: HttpRequest) -> HttpResponse:
    """Everything in `templates/components`, with invented data and no query."""
    return render(request, "core/components.html", _examples())


@signed_in
def confirm_example(request: HttpRequest) -> HttpResponse:
    """The page that asks before something serious is done."""
    return render(
        request,
        "components/confirm.html",
        {
            "title": _("Write off the investment 2011-0142?"),
            "text": _("The balance of EUR 3,412.50 becomes a loss of the programme."),
            "consequences": [_("The client is told by letter."), _("A later payment counts as a recovery.")],
            "verb": _("Write off"),
            "danger": True,
            "cancel_url": "/",
        },
    )


def _examples() -> dict[str, Any]:
    filter_form = ExampleFilter({"municipality": "1080", "since": "2011-03-01"})
    filter_form.is_valid()
    return {
        "tones": TONES,
        "why": Why(
            _("Principal paid out less principal repaid, over all signed investments."),
            _("31 December 2013"),
            "#",
            exclusions=_("Written-off investments; interest."),
            source=_("Movements"),
        ),
        "rows": _rows(),
        "page": _page(),
        "filter": filter_form,
        "tabs": [
            {
                "label": _("New"),
                "url": "#",
                "count": 12,
                "active": True,
                "hint": _("Nobody has taken these files yet."),
            },
            {"label": _("Waiting on the client"), "url": "#", "count": 4, "active": False},
            {"label": _("Ready for the committee"), "url": "#", "count": 0, "active": False},
        ],
        "facts": [
            (_("Enterprise number"), "0428.759.497"),
            (_("Balance"), "EUR 3,412.50"),
            (_("Advisor"), None),
            (_("Municipality"), "Sint-Jans-Molenbeek / Molenbeek-Saint-Jean"),
        ],
        "walk": {"back_url": "#", "position": 7, "total": 23, "previous_url": "#", "next_url": "#"},
        "history": _history(),
        "files": [
            {
                "label": _("Report"),
                "url": "#",
                "format": "pdf",
                "size": 1_240_000,
                "sha256": "9caac977a0af0c2229abd397eee3",
            },
            {
                "label": _("Annex"),
                "url": "#",
                "format": "xlsx",
                "size": 84_500,
                "sha256": "fe7b61303ee8b160aa2d596dabbb",
            },
        ],
        "form": ExampleForm(),
        "failed_form": ExampleForm({"failed-amount": "a lot", "failed-months": "3"}, prefix="failed"),
    }


def _rows() -> list[dict[str, Any]]:
    names = (
        "Réconfort +",
        "Haricot Magique",
        "A project with a name so long that a column has to give way somewhere",
    )
    states = ((_("repaying"), "good"), (_("overdue"), "bad"), (_("signed"), "info"))
    return [
        {
            "name": name,
            "amount": Decimal(7500 + 21_000 * n),
            "on": date(2011, 3, 1 + n),
            "late": 12 * n,
            "state": state,
        }
        for n, (name, state) in enumerate(zip(names, states, strict=True))
    ]


def _page() -> Page[int]:
    return Paginator(range(248), 50).page(2)


def _history() -> list[Happening]:
    return [
        Happening(_("Contract signed"), "Sofia Lambert", datetime(2011, 3, 3, 9, 41, tzinfo=UTC), url="#"),
        Happening(
            _("Committee agreed"), "Karim Haddad", date(2011, 2, 24), _("EUR 7,500 over 36 months at 4 %.")
        ),
        Happening(_("Application received"), "", date(2011, 1, 12)),
    ]

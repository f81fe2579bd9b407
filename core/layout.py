"""Form layout on crispy-forms: one helper for every form, so that forms look and behave alike."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Column, Fieldset, Layout, Row, Submit
from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

Text = str | Promise


def form_helper(
    submit_label: Text,
    cancel_url: str = "",
    *,
    form: BaseForm | None = None,
    rows: tuple[Any, ...] = (),
    action: str = "",
) -> FormHelper:
    """A helper for `{% crispy form %}`: POST, fields in `rows`, one primary button, and a way out.

    `rows` holds field names, `two_columns(...)` and `section(...)`; without it the visible fields of `form` come one
    below another. Hidden fields (the submission key) are always sent. The summary of errors stands above the form.
    """
    helper = FormHelper()
    helper.form_method = "post"
    helper.form_action = action
    helper.form_class = "form-card"
    helper.attrs = {"novalidate": "", "data-guard": ""}
    helper.render_hidden_fields = True
    if not rows and form is not None:
        rows = tuple(field.name for field in form.visible_fields())
    helper.layout = Layout(
        *rows, _buttons(submit_label, cancel_url, prefix=form.prefix if form is not None else "")
    )
    return helper


def two_columns(*names: str) -> Row:
    """Fields side by side from 768 px, one below another on a phone."""
    return Row(*(Column(name) for name in names))


def section(title: Text, *rows: Any) -> Fieldset:
    """Fields that belong together, under a legend."""
    return Fieldset(title, *rows)


def _buttons(submit_label: Text, cancel_url: str, prefix: str | None) -> ButtonHolder:
    submit = Submit("", submit_label, css_id=f"{prefix}-submit" if prefix else "submit")
    way_out = [_link(cancel_url)] if cancel_url else []
    return ButtonHolder(submit, *way_out, css_class="actions")


def _link(url: str) -> HTML:
    # HTML() is a template: the address is passed through escaping and may hold no template syntax of its own.
    link = format_html('<a class="btn btn-link" href="{}">{}</a>', url, _("Cancel"))
    return HTML(f"{{% verbatim %}}{link}{{% endverbatim %}}")

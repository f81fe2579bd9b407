from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import EuroField, not_to_come
from core.filters import DayInput
from core.forms import KeyedForm
from core.layout import form_helper, two_columns
from loans.models import Investment, Movement


class RepaymentForm(KeyedForm):
    """A payment as it stands on the bank statement."""

    amount = EuroField(label=_("Amount"))
    on = forms.DateField(
        label=_("Value day"),
        widget=DayInput,
        help_text=_("The day of the bank statement."),
        validators=[not_to_come],
    )
    bank_reference = forms.CharField(
        label=_("Bank reference"),
        max_length=60,
        required=False,
        help_text=_("Number of the statement and line, so that the payment can be found again."),
    )

    def __init__(self, *args: Any, investment: Investment, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = on
        self.investment = investment

    @property
    def helper(self) -> FormHelper:
        return form_helper(
            _("Record the payment"),
            self.investment.get_absolute_url(),
            rows=(two_columns("amount", "on"), "bank_reference"),
        )

    @property
    def key(self) -> str:
        """What makes this sending of the form unique."""
        return f"form:{self.cleaned_data['submission_key']}"


class ReversalForm(KeyedForm):
    """Why a movement is wrong, and from which day on it no longer counts."""

    on = forms.DateField(
        label=_("Day of the correction"),
        widget=DayInput,
        validators=[not_to_come],
        help_text=_(
            "A booking error: keep the value day of the movement. Money that went back: the day of the bank statement."
        ),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, movement: Movement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = movement.value_on

    @property
    def key(self) -> str:
        """What makes this sending of the form unique."""
        return f"form:{self.cleaned_data['submission_key']}"

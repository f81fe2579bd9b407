from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applicants.models import Applicant
from coaching.models import FollowUp, Session
from coaching.selectors import last_session_of, members_of
from coaching.services.sessions import LONGEST, SHORTEST
from core.filters import DayInput
from core.forms import KeyedForm

CHIP = {"class": "form-check-input"}
QUICK = [("30", "30"), ("45", "45"), ("60", "60"), ("90", "90"), ("120", "120")]


class FollowUpChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: FollowUp) -> str:
        return f"{obj.project.title} ({obj.project.reference})"


class SessionForm(KeyedForm):
    """Two taps and one line: whom, how long, about what."""

    follow_up = FollowUpChoice(
        queryset=FollowUp.objects.none(), label=_("Project"), empty_label=_("Choose the project")
    )
    attendees = forms.ModelMultipleChoiceField(
        queryset=Applicant.objects.none(),
        required=False,
        label=_("Present"),
        widget=forms.CheckboxSelectMultiple(CHIP),
    )
    held_on = forms.DateField(label=_("Held on"), widget=DayInput)
    quick = forms.ChoiceField(
        label=_("Minutes"), choices=QUICK, initial="60", required=False, widget=forms.RadioSelect(CHIP)
    )
    minutes = forms.IntegerField(
        label=_("Or another number of minutes"), required=False, min_value=SHORTEST, max_value=LONGEST
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Session.Theme.choices, widget=forms.RadioSelect(CHIP))
    channel = forms.ChoiceField(
        label=_("Where"),
        choices=Session.Channel.choices,
        widget=forms.RadioSelect(CHIP),
        initial=Session.Channel.OFFICE,
    )
    note = forms.CharField(
        label=_("In one line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: cash-flow table for June done together, VAT still missing."),
    )
    next_action = forms.CharField(
        label=_("Next step"),
        required=False,
        max_length=200,
        help_text=_("For example: brings the lease on Monday."),
    )

    def __init__(
        self,
        *args: Any,
        follow_ups: QuerySet[FollowUp],
        today: date,
        chosen: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["follow_up"].queryset = follow_ups  # type: ignore[attr-defined]
        self.fields["held_on"].initial = today
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()
        self.chosen = _own(follow_ups, self.data.get("follow_up") if self.is_bound else chosen)
        if self.chosen:
            self._start_from(self.chosen)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if not facts.get("minutes") and not facts.get("quick") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how long it lasted."))
        return facts

    def facts(self) -> dict[str, Any]:
        """What `sessions.log` asks for, of a valid form; the number typed goes before the quick choice."""
        facts = dict(self.cleaned_data)
        quick = facts.pop("quick")
        facts["minutes"] = facts["minutes"] or int(quick)
        facts["key"] = str(facts.pop("submission_key"))
        return facts

    def _start_from(self, follow_up: FollowUp) -> None:
        people = members_of(follow_up)
        self.fields["attendees"].queryset = people  # type: ignore[attr-defined]
        self.fields["follow_up"].initial = follow_up.pk
        self.fields["attendees"].initial = people
        last = last_session_of(follow_up)
        if last:
            self.fields["channel"].initial = last.channel


def _own(follow_ups: QuerySet[FollowUp], chosen: str | None) -> FollowUp | None:
    """The follow-up named in the URL or the form, if it is one of these."""
    return (
        follow_ups.filter(pk=chosen).first() if chosen and chosen.isdecimal() and len(chosen) < 19 else None
    )

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import DayInput
from core.forms import KeyedForm
from core.layout import form_helper, two_columns
from funding.models import Programme
from reports import labels


class SnapshotForm(KeyedForm):
    """What to report: a programme, a period, and the languages of the documents."""

    programme = forms.ModelChoiceField(
        queryset=Programme.objects.none(), label=_("Programme"), empty_label=None
    )
    period_from = forms.DateField(label=_("First day"), widget=DayInput)
    period_to = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        help_text=_("Both days are included. What was paid later is not counted."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the documents"),
        choices=list(labels.LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], cancel_url: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["programme"]
        chosen.queryset = programmes
        self.helper = form_helper(
            _("Make the report"),
            cancel_url,
            rows=("programme", two_columns("period_from", "period_to"), "languages"),
        )


class LanguageForm(forms.Form):
    """One more language for a report that exists."""

    language = forms.ChoiceField(choices=list(labels.LANGUAGES.items()))


def presets(programme: Programme, today: date) -> list[tuple[str, date, date]]:
    """(label, first day, last day) of the periods that are asked for most: the whole programme, each year of
    it."""
    end = min(programme.eligible_to, today)
    years = range(programme.eligible_from.year, end.year + 1)
    spans = [(str(_("Whole programme")), programme.eligible_from, end)]
    for year in reversed(years):
        first, last = max(date(year, 1, 1), programme.eligible_from), min(date(year, 12, 31), end)
        spans.append((str(year), first, last))
    return spans

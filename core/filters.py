"""Filters that several lists share. A list's URL is read through one of these, so a stranger's id filters nothing."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class ListFilter(django_filters.FilterSet):
    """A filter over a list page: applied on change, with an Apply button without scripts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            widget = field.widget
            if isinstance(widget, forms.Select):
                widget.attrs.setdefault("class", "form-select")
            else:
                widget.attrs.setdefault("class", "form-control")


class DayInput(forms.DateInput):
    """The browser's own date field; the value travels as 2010-03-31."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class SearchFilter(django_filters.CharFilter):
    """Free words; `search(queryset, text)` says where they are looked for."""

    def __init__(self, *args: Any, search: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Search"))
        super().__init__(*args, max_length=100, **kwargs)
        self._search = search

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return self._search(qs, value) if value.strip() else qs


def from_day(field: str) -> django_filters.DateFilter:
    """The first day that counts, included."""
    return django_filters.DateFilter(field, "gte", label=_("From"), widget=DayInput)


def to_day(field: str) -> django_filters.DateFilter:
    """The last day that counts, included."""
    return django_filters.DateFilter(field, "lte", label=_("To"), widget=DayInput)

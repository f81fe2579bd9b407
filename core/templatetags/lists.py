"""What a list page needs: filter chips, sortable heads, pagers. `{% load lists %}`. The URL is the view."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import formats

register = template.Library()
Text = str | Promise


@register.inclusion_tag("components/filter_chips.html", takes_context=True)
def filter_chips(context: template.Context, filterset: Any) -> dict[str, Any]:
    """A removable chip for each filled field of a django-filter FilterSet (or a bound form); nothing when none is."""
    form = getattr(filterset, "form", filterset)
    request = context["request"]
    form.is_valid()  # what was cleaned is what a chip says; nonsense stays as it was typed
    chips = [
        {"label": field.label, "value": text, "url": _without(request, "page", *_query_names(field))}
        for field in form
        if not field.is_hidden and (text := _words(field))
    ]
    names = [name for field in form for name in _query_names(field)]
    return {"chips": chips, "clear_url": _without(request, "page", *names)}


@register.simple_tag(takes_context=True)
def sort_head(
    context: template.Context, label: Text, field: str, numeric: bool = False, param: str = "sort"
) -> SafeString:
    """A `<th>` whose link sorts by `field`, and again the other way round; `aria-sort` says how it stands now."""
    request = context["request"]
    current = request.GET.get(param, "")
    descending = current == f"-{field}"
    ascending = current == field
    query = request.GET.copy()
    query.pop("page", None)
    query[param] = f"-{field}" if ascending else field
    state = {(True, False): "ascending", (False, True): "descending"}.get((ascending, descending), "none")
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a href="?{}">{}</a></th>',
        "num" if numeric else "",
        state,
        query.urlencode(),
        label,
    )


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any, param: str = "page") -> dict[str, Any]:
    """ "1–50 of 248" and the way on, for a Django Page."""
    request, paginator = context["request"], page.paginator
    numbers = [
        {"number": n, "url": _with(request, param, n) if isinstance(n, int) and n != page.number else ""}
        for n in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "first": page.start_index(),
        "last": page.end_index(),
        "total": paginator.count,
        "numbers": numbers if paginator.num_pages > 1 else [],
        "previous_url": _with(request, param, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _with(request, param, page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def keyset_pager(  # noqa: PLR0917 - read in this order on the page
    context: template.Context, first: int, last: int, total: int | None, before: str = "", after: str = ""
) -> dict[str, Any]:
    """The same for keyset paging: `before` and `after` are cursors, "" where the list ends; total may be None."""
    request = context["request"]
    return {
        "first": first,
        "last": last,
        "total": total,
        "numbers": [],
        "previous_url": _with(request, "before", before, drop=("after",)) if before else "",
        "next_url": _with(request, "after", after, drop=("before",)) if after else "",
    }


def _words(field: BoundField) -> str:
    """The value of a bound field as its reader knows it: the label of a choice, a day written out, a span."""
    value = field.value()
    if not value or (isinstance(value, list | tuple) and not any(value)):
        return ""
    clean = getattr(field.form, "cleaned_data", {}).get(field.name)
    if isinstance(clean, slice):
        return " – ".join(_word(end) if end is not None else "…" for end in (clean.start, clean.stop))
    if hasattr(field.field, "queryset"):
        several: Iterable[Any] = clean if isinstance(clean, Iterable) else [clean or value]
        return ", ".join(map(str, several))
    choices = {str(key): str(label) for key, label in _flat(getattr(field.field, "choices", ()))}
    if choices:
        values: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
        return ", ".join(choices.get(str(one), str(one)) for one in values)
    return _word(clean if clean not in (None, "") else value)


def _word(value: Any) -> str:
    if value is True:
        return str(_("yes"))
    return formats.day(value) if isinstance(value, date) else str(value)


def _query_names(field: BoundField) -> list[str]:
    """The names under which a field stands in the URL: a span has two, with suffixes."""
    widget = field.field.widget
    if hasattr(widget, "suffixed"):
        return [widget.suffixed(field.html_name, suffix) for suffix in widget.suffixes]
    return [field.html_name + suffix for suffix in getattr(widget, "widgets_names", [""])]


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _with(request: HttpRequest, name: str, value: object, drop: tuple[str, ...] = ()) -> str:
    query = _copy(request, drop)
    query[name] = str(value)
    return f"?{query.urlencode()}"


def _without(request: HttpRequest, *names: str) -> str:
    return f"?{_copy(request, names).urlencode()}"


def _copy(request: HttpRequest, drop: Iterable[str]) -> QueryDict:
    query = request.GET.copy()
    for name in drop:
        query.pop(name, None)
    return query

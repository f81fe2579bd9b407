"""A list page: filter, tabs, sort, pages of 50 rows, export, and the walk from file to file. The URL is the view.

A view builds a `Listing` from a FilterSet and a `ListTable` and answers with `listing.page(...)` or, when the URL asks
for a file, with exactly the current filter, columns and order as CSV or XLSX.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from core import sheets
from core.list_urls import kept
from core.tables import ListTable
from core.traces import traced

Text = str | Promise
_MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass
class Listing:
    """The rows that the URL of `request` asks for: filtered by `filter_class`, sorted and paged by `table_class`."""

    request: HttpRequest
    rows: QuerySet[Any]
    filter_class: type[Any]
    table_class: type[ListTable]

    @cached_property
    def filterset(self) -> Any:
        return self.filter_class(self.request.GET, queryset=self.rows, request=self.request)

    @cached_property
    def table(self) -> ListTable:
        """The table, sorted but not yet cut into pages; equal values are kept in order by the newest row first."""
        order = [alias for text in self.request.GET.getlist("sort") for alias in text.split(",") if alias]
        table = self.table_class(self.filterset.qs, request=self.request)
        if order:
            table.order_by = order
        table.data.data = total_order(table.data.data)
        return table

    @property
    def sorted_rows(self) -> QuerySet[Any]:
        return self.table.data.data

    def answer(self, template: str, *, name: str, **context: Any) -> HttpResponse:
        """The page, or the file that `?format=csv` or `?format=xlsx` asks for, called `name`."""
        wanted = self.request.GET.get("format", "")
        return self._file(name, wanted) if wanted in _MEDIA else self._page(template, context)

    def _page(self, template: str, context: dict[str, Any]) -> HttpResponse:
        paginator = Paginator(self.table.rows, settings.PAGE_SIZE)
        self.table.paginator, self.table.page = paginator, paginator.get_page(self.request.GET.get("page"))
        shown = {
            "filter": self.filterset,
            "table": self.table,
            "total": paginator.count,
            "exports": self._exports(),
        }
        return render(self.request, template, shown | context)

    def _exports(self) -> dict[str, str]:
        query = kept(self.request.GET)
        urls = {}
        for kind in _MEDIA:
            query["format"] = kind
            urls[kind] = f"?{query.urlencode()}"
        return urls

    def _file(self, name: str, kind: str) -> HttpResponse:
        columns, rows = self.table.sheet()
        if kind == "csv":
            content = sheets.csv_bytes(columns, rows)
        else:
            content = sheets.xlsx_bytes([sheets.Sheet(name, columns, rows)])
        answer = HttpResponse(content, content_type=_MEDIA[kind])
        answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
        return traced(answer, "list.export", f"{name}:{kind}", query=kept(self.request.GET).urlencode())


@dataclass(frozen=True)
class Walk:
    """Where a file stands in the list it was opened from: "7 of 23", the files beside it, the way back to its row."""

    position: int
    total: int
    previous_url: str
    next_url: str
    back_url: str


def walk(listing: Listing, *, pk: int, url_name: str, list_url: str) -> Walk | None:
    """The walk around the row `pk`; None when the page was not opened from a list or the row is no longer in it.

    One query, set-based: the neighbours come from window functions over the sorted list.
    """
    if "list" not in listing.request.GET:
        return None
    ordered, parameters = listing.sorted_rows.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_NEIGHBOURS.format(ordered=ordered), [*parameters, pk])
        found = cursor.fetchone()
    if found is None:
        return None
    position, total, before, after = found
    query = kept(listing.request.GET)
    if position > settings.PAGE_SIZE:
        query["page"] = str((position - 1) // settings.PAGE_SIZE + 1)
    here = listing.request.GET.urlencode()
    previous_url, next_url = (
        f"{reverse(url_name, args=[one])}?{here}" if one else "" for one in (before, after)
    )
    return Walk(position, total, previous_url, next_url, f"{list_url}?{query.urlencode()}#row-{pk}")


@dataclass(frozen=True)
class Tab:
    """A state tab: how many rows it holds and, in one line, what it means."""

    label: Text
    url: str
    count: int
    hint: Text
    active: bool


def state_tabs(
    request: HttpRequest,
    choices: Sequence[tuple[str, Text, Text]],
    counts: dict[str, int],
    *,
    param: str = "state",
    default: str = "",
) -> list[Tab]:
    """Tabs over `choices` (value, label, hint); the tab `default` needs no parameter, "" counts all together.

    The filter stays when the tab changes, the page does not.
    """
    now = request.GET.get(param) or default
    tabs = []
    for value, label, hint in choices:
        query = kept(request.GET)
        query.pop(param, None)
        if value != default:
            query[param] = value
        count = counts.get(value, 0) if value else sum(counts.values())
        tabs.append(Tab(label, f"?{query.urlencode()}", count, hint, active=now == value))
    return tabs


def total_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same order, made total by the primary key, so that no row is on two pages and none is on neither."""
    order = rows.query.order_by or rows.model._meta.ordering
    return rows.order_by(*order, "-pk")


_NEIGHBOURS = """
    SELECT position, total, before, after FROM (
        SELECT row_number() OVER () AS position, count(*) OVER () AS total,
               lag(pk) OVER () AS before, lead(pk) OVER () AS after, pk
        FROM ({ordered}) AS listed (pk)
    ) AS walked WHERE pk = %s
"""

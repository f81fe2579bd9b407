"""A payload laid out for readers: tiles, tables and charts that page and PDF share, and the flat list of
every number."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import formats
from core.charts import Series, bars
from core.sheets import Column
from reports import labels
from reports.facts import Row
from reports.tables import annexes, money, results
from reports.tables.shape import Table, hours

FLAT = (
    Column("table", "table"),
    Column("row", "row"),
    Column("label", "label"),
    Column("measure", "measure"),
    Column("value", "value"),
)


@dataclass(frozen=True)
class Tile:
    """A key figure: its name, the number as people read it, and a word on it.

    `why` says how it is counted, `anchor` names the table of the same page that it comes from.
    """

    label: str
    value: str
    hint: str
    why: str
    anchor: str


class Figures:
    """The payload in the active language. Nothing here reads the database."""

    def __init__(self, payload: Row) -> None:
        self.payload = payload

    @property
    def programme_name(self) -> str:
        return labels.in_language(self.payload["programme"]["names"])

    @property
    def operational_programme(self) -> str:
        return labels.in_language(self.payload["programme"]["operational_programme"])

    @cached_property
    def by_source(self) -> Table:
        return money.by_source(self.payload)

    @cached_property
    def by_line(self) -> Table:
        return money.by_line(self.payload)

    @cached_property
    def by_product(self) -> Table:
        return money.by_product(self.payload)

    @cached_property
    def by_municipality(self) -> Table:
        return money.by_municipality(self.payload)

    @cached_property
    def portfolio(self) -> Table:
        return money.portfolio(self.payload)

    @cached_property
    def people(self) -> Table:
        return results.people(self.payload)

    @cached_property
    def projects_by(self) -> Table:
        return results.projects_by_kind(self.payload)

    @cached_property
    def indicators(self) -> Table:
        return results.indicators(self.payload)

    @cached_property
    def definitions(self) -> list[tuple[str, str]]:
        return results.definitions(self.payload)

    @cached_property
    def coaching_theme(self) -> Table:
        return results.coaching_by_theme(self.payload)

    @cached_property
    def coaching_year(self) -> Table:
        return results.coaching_by_year(self.payload)

    @cached_property
    def projects(self) -> Table:
        return annexes.projects(self.payload)

    @cached_property
    def expenditure(self) -> Table:
        return annexes.expenditure(self.payload)

    @property
    def tables(self) -> list[Table]:
        """Every table of the report, the annexes last."""
        return [
            *(self.by_source, self.by_line, self.by_product, self.by_municipality),
            *(self.people, self.projects_by, self.indicators, self.coaching_theme, self.coaching_year),
            *(self.portfolio, self.projects, annexes.investments(self.payload), self.expenditure),
            *(
                annexes.people(self.payload),
                annexes.indicator_values(self.payload),
                annexes.coaching(self.payload),
            ),
        ]

    @property
    def flat(self) -> Iterator[tuple[str, str, str, str, Any]]:
        """(table, row, label, measure, value) for every number of every table, with the totals as row
        "total"."""
        for table in self.tables:
            for key, row in zip(table.row_keys, table.rows, strict=True):
                yield from _measures(table, key, row)
            if table.total:
                yield from _measures(table, "total", table.total)

    @property
    def tiles(self) -> list[Tile]:
        """The key figures, cumulative up to the period's end."""
        p = self.payload
        least, greatest = p["investments"]["least"], p["investments"]["greatest"]
        span = {"least": _whole(least), "greatest": _whole(greatest)}
        return [
            Tile(
                _("People supported"),
                formats.number(p["people"]["cumulative"]),
                _in_period(p["people"]["period"]),
                _("People of the admitted projects, each counted once."),
                "people",
            ),
            Tile(
                _("Projects"),
                formats.number(p["projects"]["cumulative"]),
                _in_period(p["projects"]["period"]),
                _("Projects admitted to the programme by the end of the period."),
                "projects-by",
            ),
            Tile(
                _("Investments"),
                formats.number(p["investments"]["cumulative"]),
                _("from %(least)s to %(greatest)s") % span if least else "",
                _("Contracts signed by the end of the period, without cancelled ones."),
                "products",
            ),
            *self._money_tiles,
            Tile(
                _("Coaching"),
                hours(p["coaching"]["minutes"]),
                _("%(sessions)s sessions") % {"sessions": formats.number(p["coaching"]["sessions"])},
                _("Sessions held with the projects of the programme by the end of the period."),
                "coaching-theme",
            ),
        ]

    @property
    def _money_tiles(self) -> list[Tile]:
        financing = self.payload["financing"]
        eligible = Decimal(financing["eligible"]["cumulative"])
        tiles = [
            Tile(
                _("Eligible expenditure (EUR)"),
                formats.number(eligible, digits=2),
                _("%(amount)s in the period")
                % {"amount": formats.number(Decimal(financing["eligible"]["period"]), digits=2)},
                _("Everything declared and paid by the end of the period."),
                "lines",
            )
        ]
        for source in financing["sources"]:
            if source["kind"] == "erdf":
                share = formats.number(Decimal(source["cumulative"]), digits=2)
                rate = formats.percent(Decimal(source["rate"]), digits=3)
                why = _(
                    "The share of the agreed contribution in the agreed total, on the eligible expenditure."
                )
                hint = _("co-financing rate %(rate)s") % {"rate": rate}
                tiles.append(Tile(_("Share of the ERDF (EUR)"), share, hint, why, "sources"))
        return tiles

    def chart_of_investments(self, name: str) -> SafeString:
        """Investments signed by year and product, EUR."""
        years = self.payload["years"]["investments"]
        names = self.payload["names"]["product"]
        series = [
            Series(
                labels.in_language(names[code]), [Decimal(year["products"].get(code, 0)) for year in years]
            )
            for code in sorted(names)
        ]
        return bars(
            title=_("Investments signed by year and product"),
            description=_chart_words(years, lambda year: sum(map(Decimal, year["products"].values()))),
            categories=[str(year["year"]) for year in years],
            series=series,
            text=_thousands,
            name=name,
            stacked=True,
        )

    def chart_of_financing(self, name: str) -> SafeString:
        """The share of each source in the eligible expenditure by year, EUR."""
        years = self.payload["years"]["eligible"]
        series = [
            Series(labels.in_language(one["names"]), [_shown(year["sources"][one["code"]]) for year in years])
            for one in self.payload["financing"]["sources"]
        ]
        return bars(
            title=_("Eligible expenditure by year and source"),
            description=_chart_words(years, lambda year: Decimal(year["eligible"])),
            categories=[str(year["year"]) for year in years],
            series=series,
            text=_thousands,
            name=name,
            stacked=True,
        )


def _measures(table: Table, key: str, row: Any) -> Iterator[tuple[str, str, str, str, Any]]:
    label = " · ".join(str(v) for c, v in zip(table.columns, row, strict=True) if c.kind == "text" and v)
    for column, value in zip(table.columns, row, strict=True):
        if column.kind != "text" and value is not None and value != "":
            yield table.key, key, label, column.key, value


def _in_period(number: int) -> str:
    return _("%(number)s in the period") % {"number": formats.number(number)}


def _whole(text: str | None) -> str:
    return formats.euro(Decimal(text), cents=False) if text else ""


def _thousands(value: Decimal) -> str:
    return _("%(number)s k€") % {"number": formats.number(value / 1000)}


def _shown(text: str) -> Decimal:
    """A year in which more was taken back than paid has no bar; its number stands in the table."""
    return max(Decimal(text), Decimal(0))


def _chart_words(years: list[Row], value: Any) -> str:
    return "; ".join(f"{year['year']}: {formats.euro(value(year), cents=False)}" for year in years)

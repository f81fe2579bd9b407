from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import formats
from core.formats import language_of
from core.tables import CountColumn, DayColumn, EuroColumn, ListTable, NameColumn, TextColumn
from core.templatetags.formats import days_late
from core.templatetags.look import badge
from loans.badges import of_standing
from loans.models import Investment
from loans.selectors import Summary


class SumColumn(EuroColumn):
    """EUR with the sum over the whole filter below; the view leaves the sums on the table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, footer=self._sum, **kwargs)

    @staticmethod
    def _sum(table: "InvestmentTable", bound_column: tables.columns.BoundColumn) -> str:
        return formats.euro(getattr(table.totals, bound_column.name))


class DaysLateColumn(CountColumn):
    """A count of days, in words on the screen."""

    def shown(self, value: int) -> str:
        return days_late(value) if value else "–"


class InvestmentTable(ListTable):
    project = NameColumn(
        verbose_name=_("Project"), order_by=("project__sort_title",), footer=_("Sum of the filter")
    )
    reference = TextColumn(verbose_name=_("Number"), attrs={"td": {"class": "nowrap"}})
    product = TextColumn(verbose_name=_("Product"), accessor="product_terms__product")
    municipality = TextColumn(verbose_name=_("Municipality"))
    signed_on = DayColumn(verbose_name=_("Signed on"))
    principal = SumColumn(verbose_name=_("Amount"))
    outstanding = SumColumn(verbose_name=_("Outstanding"))
    days_late = DaysLateColumn(verbose_name=_("Delay"))
    standing = tables.Column(verbose_name=_("State"))

    totals: Summary

    class Meta(ListTable.Meta):
        caption = _("Investments")

    def order_product(
        self, rows: QuerySet[Investment], is_descending: bool
    ) -> tuple[QuerySet[Investment], bool]:
        return _by(rows, f"product_terms__product__name_{language_of()}", is_descending), True

    def order_municipality(
        self, rows: QuerySet[Investment], is_descending: bool
    ) -> tuple[QuerySet[Investment], bool]:
        return _by(rows, f"municipality__name_{language_of()}", is_descending), True

    def render_standing(self, value: str) -> SafeString:
        return badge(of_standing(value))

    def value_standing(self, value: str) -> str:
        return str(of_standing(value).label)


def _by(rows: QuerySet[Investment], column: str, is_descending: bool) -> QuerySet[Investment]:
    return rows.order_by(f"-{column}" if is_descending else column)

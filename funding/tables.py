from django.utils.translation import gettext_lazy as _

from core.tables import DayColumn, EuroColumn, ListTable, NameColumn, TextColumn
from funding.models import Expenditure


class ExpenditureTable(ListTable):
    invoice_reference = NameColumn(verbose_name=_("Reference"))
    paid_on = DayColumn(verbose_name=_("Paid on"))
    budget_line = TextColumn(verbose_name=_("Budget line"), order_by=("budget_line__position",))
    supplier = TextColumn(verbose_name=_("Supplier or recipient"))
    contract = TextColumn(
        verbose_name=_("Contract"),
        accessor="movement__investment__reference",
        order_by=("movement__investment__reference",),
    )
    amount = EuroColumn(verbose_name=_("Paid"))
    eligible_amount = EuroColumn(verbose_name=_("Eligible"))

    class Meta(ListTable.Meta):
        caption = _("Expenditure")

    def value_budget_line(self, record: Expenditure) -> str:
        return record.budget_line.code

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from applicants.badges import of_application
from applicants.models import Application, Project
from core.formats import language_of
from core.tables import CountColumn, DayColumn, EuroColumn, ListTable, NameColumn, ReferenceColumn, TextColumn
from core.templatetags.look import badge


class ProjectTable(ListTable):
    title = NameColumn(verbose_name=_("Project"), order_by=("sort_title",))
    reference = ReferenceColumn(verbose_name=_("Number"))
    enterprise = TextColumn(verbose_name=_("Enterprise"), order_by=("enterprise__sort_name",))
    municipality = TextColumn(verbose_name=_("Municipality"), accessor="enterprise__municipality")
    kind = TextColumn(verbose_name=_("Kind"))
    people = CountColumn(verbose_name=_("People"), accessor="people_count")
    analyst = TextColumn(verbose_name=_("Analyst"), order_by=("analyst__full_name",))
    advisor = TextColumn(verbose_name=_("Advisor"), order_by=("advisor__full_name",))
    opened_on = DayColumn(verbose_name=_("Opened on"))

    class Meta(ListTable.Meta):
        caption = _("Projects")

    def order_municipality(
        self, rows: QuerySet[Project], is_descending: bool
    ) -> tuple[QuerySet[Project], bool]:
        name = f"enterprise__municipality__name_{language_of()}"
        return rows.order_by(f"-{name}" if is_descending else name), True


class ApplicationTable(ListTable):
    project = NameColumn(verbose_name=_("Project"), order_by=("project__sort_title",))
    reference = ReferenceColumn(verbose_name=_("Number"))
    enterprise = TextColumn(
        verbose_name=_("Enterprise"),
        accessor="project__enterprise",
        order_by=("project__enterprise__sort_name",),
    )
    product_code = TextColumn(verbose_name=_("Product"))
    amount = EuroColumn(verbose_name=_("Amount asked"))
    analyst = TextColumn(
        verbose_name=_("Analyst"), accessor="project__analyst", order_by=("project__analyst__full_name",)
    )
    received_on = DayColumn(verbose_name=_("Received on"))
    state = tables.Column(verbose_name=_("State"))

    class Meta(ListTable.Meta):
        caption = _("Applications")

    def render_state(self, record: Application) -> SafeString:
        return badge(of_application(record))

    def value_state(self, record: Application) -> str:
        return record.get_state_display()

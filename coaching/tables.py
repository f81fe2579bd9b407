from django.utils.translation import gettext_lazy as _

from core.tables import CountColumn, DayColumn, ListTable, NameColumn, TextColumn


class SessionTable(ListTable):
    project = NameColumn(
        verbose_name=_("Project"), accessor="follow_up__project", order_by=("follow_up__project__sort_title",)
    )
    held_on = DayColumn(verbose_name=_("Held on"))
    minutes = CountColumn(verbose_name=_("Minutes"))
    theme = TextColumn(verbose_name=_("Theme"))
    channel = TextColumn(verbose_name=_("Where"))
    advisor = TextColumn(verbose_name=_("Advisor"), order_by=("advisor__full_name",))
    next_action = TextColumn(verbose_name=_("Next step"), orderable=False)

    class Meta(ListTable.Meta):
        caption = _("Coaching sessions")


class FollowUpTable(ListTable):
    project = NameColumn(verbose_name=_("Project"), order_by=("project__sort_title",))
    enterprise = TextColumn(
        verbose_name=_("Enterprise"),
        accessor="project__enterprise",
        order_by=("project__enterprise__sort_name",),
    )
    advisor = TextColumn(verbose_name=_("Advisor"), order_by=("advisor__full_name",))
    opened_on = DayColumn(verbose_name=_("Opened on"))
    last_on = DayColumn(verbose_name=_("Last session"))
    silence = CountColumn(verbose_name=_("Days of silence"))

    class Meta(ListTable.Meta):
        caption = _("Follow-ups")

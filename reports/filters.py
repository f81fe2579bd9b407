import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ListFilter
from funding.models import Programme
from reports.models import Snapshot


class SnapshotFilter(ListFilter):
    programme = django_filters.ModelChoiceFilter(
        queryset=Programme.objects.all(), label=_("programme"), empty_label=_("all")
    )
    state = django_filters.ChoiceFilter(
        choices=Snapshot.State.choices, label=_("state"), empty_label=_("all")
    )

    class Meta:
        model = Snapshot
        fields: list[str] = []

"""Coaching given to the projects of a programme, folded by the database."""

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear

from coaching.models import Session
from reports.facts import Question, Row


def coaching(question: Question) -> list[Row]:
    """Sessions and minutes up to the period's end by project, theme, year, and whether they lie in the
    period."""
    rows = (
        Session.objects.filter(
            follow_up__project__programme_link__programme=question.programme,
            follow_up__project__programme_link__admitted_on__lte=question.period_to,
            held_on__lte=question.period_to,
        )
        .order_by()
        .annotate(year=ExtractYear("held_on"))
    )
    folded: list[Row] = []
    for within, part in (
        (False, rows.filter(held_on__lt=question.period_from)),
        (True, rows.filter(held_on__gte=question.period_from)),
    ):
        groups = part.values_list("follow_up__project__reference", "theme", "year").annotate(
            sessions=Count("id"), minutes=Sum("minutes")
        )
        folded += [
            {
                "project": project,
                "theme": theme,
                "year": year,
                "in_period": within,
                "sessions": sessions,
                "minutes": minutes,
            }
            for project, theme, year, sessions, minutes in groups
        ]
    return sorted(folded, key=lambda row: (row["project"], row["theme"], row["year"], row["in_period"]))

"""Tables about people and results: who was helped, what came of it, how much coaching they had."""

from decimal import Decimal

from django.utils.translation import gettext as _

from core.sheets import Column
from reports import labels
from reports.facts import Row
from reports.tables.shape import NOTHING, Table, amount, counted


def people(payload: Row) -> Table:
    """The people, by gender, status before and age, in the period and in all."""
    found = payload["people"]
    groups = [
        (_("Gender"), "gender", labels.gender),
        (_("Status before"), "status", labels.status),
        (_("Age at admission"), "age", labels.age),
    ]
    rows, keys = [], []
    for head, key, label in groups:
        rows += [(head, *row) for row in counted(found[key], label)]
        keys += [f"{key}:{one['code']}" for one in found[key] if one["cumulative"]]
    return Table(
        key="people",
        title=_("People"),
        columns=(
            Column("group", _("By")),
            Column("code", _("Group")),
            Column("period", _("In the period"), "count"),
            Column("cumulative", _("Cumulative"), "count"),
        ),
        rows=rows,
        keys=keys,
        total=(_("People, each once"), "", found["period"], found["cumulative"]),
        grouped=True,
    )


def projects_by_kind(payload: Row) -> Table:
    """The projects, by kind and by municipality, in the period and in all."""
    found = payload["projects"]
    names = {code: labels.in_language(one) for code, one in payload["names"]["municipality"].items()}
    kinds = [(_("Kind"), *row) for row in counted(found["kind"], labels.kind)]
    places = [(_("Municipality"), *row) for row in counted(found["municipality"], names.__getitem__)]
    keys = [
        f"{key}:{one['code']}" for key in ("kind", "municipality") for one in found[key] if one["cumulative"]
    ]
    return Table(
        key="projects_by",
        title=_("Projects by kind and municipality"),
        columns=(
            Column("group", _("By")),
            Column("code", _("Group")),
            Column("period", _("In the period"), "count"),
            Column("cumulative", _("Cumulative"), "count"),
        ),
        rows=[*kinds, *places],
        keys=keys,
        total=(_("Projects"), "", found["period"], found["cumulative"]),
        grouped=True,
    )


def indicators(payload: Row) -> Table:
    """The indicators with definition, target and what was achieved; a target that nobody has set is shown so."""
    rows = [
        (
            labels.in_language(one["names"]),
            labels.in_language(one["units"]),
            amount(one["target"]),
            amount(one["period"]),
            amount(one["cumulative"]),
            *_by_gender(one),
        )
        for one in payload["indicators"]
    ]
    return Table(
        key="indicators",
        title=_("Indicators"),
        columns=(
            Column("indicator", _("Indicator")),
            Column("unit", _("Unit")),
            Column("target", _("Target"), "value"),
            Column("period", _("In the period"), "value"),
            Column("cumulative", _("Cumulative"), "value"),
            Column("women", _("of which women"), "value"),
            Column("men", _("of which men"), "value"),
        ),
        rows=rows,
        keys=[one["code"] for one in payload["indicators"]],
        unset=_("not set"),
    )


def _by_gender(one: Row) -> tuple[Decimal | str | None, ...]:
    """Women and men, or a dash for an indicator that is not split: nought would be a false fact."""
    parts = [amount(one["gender"][code]) for code in ("f", "m")]
    return tuple(parts) if any(parts) else (NOTHING, NOTHING)


def definitions(payload: Row) -> list[tuple[str, str]]:
    """(indicator, definition) for each indicator: figures of the same name differ by what they count."""
    return [
        (labels.in_language(one["names"]), labels.in_language(one["definitions"]))
        for one in payload["indicators"]
    ]


def coaching_by_theme(payload: Row) -> Table:
    """Coaching by theme: sessions and hours, in the period and in all."""
    groups = [one for one in payload["coaching"]["theme"] if one["sessions"]]
    named = {labels.theme(one["code"]): one for one in groups}
    return _coaching(payload, "coaching_theme", _("Coaching by theme"), _("Theme"), named)


def coaching_by_year(payload: Row) -> Table:
    """Coaching by year: sessions and hours, in the period and in all."""
    groups = {str(one["year"]): one for one in payload["coaching"]["year"]}
    return _coaching(payload, "coaching_year", _("Coaching by year"), _("Year"), groups)


def _coaching(payload: Row, key: str, title: str, head: str, groups: dict[str, Row]) -> Table:
    return Table(
        key=key,
        title=title,
        columns=(
            Column("group", head),
            Column("period_sessions", _("Sessions in the period"), "count"),
            Column("period_minutes", _("Hours in the period"), "minutes"),
            Column("sessions", _("Sessions, cumulative"), "count"),
            Column("minutes", _("Hours, cumulative"), "minutes"),
        ),
        rows=[(label, *_time(one)) for label, one in groups.items()],
        keys=[str(one.get("code", one.get("year"))) for one in groups.values()],
        total=(_("Total"), *_time(payload["coaching"])),
    )


def _time(one: Row) -> tuple[int, int, int, int]:
    return one["period_sessions"], one["period_minutes"], one["sessions"], one["minutes"]

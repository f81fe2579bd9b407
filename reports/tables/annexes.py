"""The rows that prove the figures: by project, contract, enterprise number and person's number, never by a
name."""

from django.utils.translation import gettext as _

from applicants.models import Enterprise
from core.sheets import Column
from reports import labels
from reports.facts import Row
from reports.tables.shape import Table, amount, column_sum, day


def projects(payload: Row) -> Table:
    """The projects with what was put into them: the one list that the PDF prints in full."""
    places = {code: labels.in_language(one) for code, one in payload["names"]["municipality"].items()}
    products = {code: labels.in_language(one) for code, one in payload["names"]["product"].items()}
    rows = [
        (
            one["project"],
            one["title"],
            enterprise_number(one["enterprise_number"]),
            places[one["municipality"]],
            ", ".join(products[code] for code in one["products"]),
            day(one["signed_on"]),
            amount(one["invested"]),
            amount(one["outstanding"]),
        )
        for one in payload["rows"]["projects"]
    ]
    return Table(
        key="projects",
        title=_("List of projects"),
        columns=(
            Column("project", _("Number")),
            Column("title", _("Project")),
            Column("enterprise_number", _("Enterprise number")),
            Column("municipality", _("Municipality")),
            Column("product", _("Product")),
            Column("signed_on", _("First signed"), "day"),
            Column("invested", _("Invested (EUR)"), "amount"),
            Column("outstanding", _("Outstanding (EUR)"), "amount"),
        ),
        rows=rows,
        total=(_("Total"), "", "", "", "", None, column_sum(rows, 6), column_sum(rows, 7)),
    )


def investments(payload: Row) -> Table:
    """Each contract with its position at the end of the period."""
    places = {code: labels.in_language(one) for code, one in payload["names"]["municipality"].items()}
    products = {code: labels.in_language(one) for code, one in payload["names"]["product"].items()}
    money = ("amount", "paid_out", "repaid", "interest", "outstanding", "written_off", "recovered")
    rows = [
        (
            one["contract"],
            one["project"],
            enterprise_number(one["enterprise_number"]),
            products[one["product"]],
            labels.instrument(one["instrument"]),
            places[one["municipality"]],
            day(one["signed_on"]),
            one["days_late"],
            *(amount(one[key]) for key in money),
        )
        for one in payload["rows"]["investments"]
    ]
    return Table(
        key="investments",
        title=_("Investments"),
        columns=(
            Column("contract", _("Contract")),
            Column("project", _("Project")),
            Column("enterprise_number", _("Enterprise number")),
            Column("product", _("Product")),
            Column("instrument", _("Instrument")),
            Column("municipality", _("Municipality")),
            Column("signed_on", _("Signed on"), "day"),
            Column("days_late", _("Days late"), "count"),
            Column("amount", _("Amount (EUR)"), "amount"),
            Column("paid_out", _("Paid out (EUR)"), "amount"),
            Column("repaid", _("Principal repaid (EUR)"), "amount"),
            Column("interest", _("Interest (EUR)"), "amount"),
            Column("outstanding", _("Outstanding (EUR)"), "amount"),
            Column("written_off", _("Written off (EUR)"), "amount"),
            Column("recovered", _("Recovered (EUR)"), "amount"),
        ),
        rows=rows,
        total=(_("Total"), *[""] * 5, None, None, *(column_sum(rows, index) for index in range(8, 15))),
    )


def expenditure(payload: Row) -> Table:
    """Each declared expenditure by its number, with contract and enterprise number where it is a payout."""
    lines = {one["code"]: labels.in_language(one["names"]) for one in payload["financing"]["lines"]}
    rows = [
        (
            one["number"],
            lines[one["line"]],
            day(one["paid_on"]),
            one["reference"],
            one["contract"],
            one["project"],
            enterprise_number(one["enterprise_number"]),
            str(one["reverses"] or ""),
            amount(one["amount"]),
            amount(one["eligible"]),
        )
        for one in payload["rows"]["expenditure"]
    ]
    return Table(
        key="expenditure",
        title=_("Expenditure"),
        columns=(
            Column("number", _("Number"), "count"),
            Column("line", _("Budget line")),
            Column("paid_on", _("Paid on"), "day"),
            Column("reference", _("Reference")),
            Column("contract", _("Contract")),
            Column("project", _("Project")),
            Column("enterprise_number", _("Enterprise number")),
            Column("reverses", _("Reverses number")),
            Column("amount", _("Paid (EUR)"), "amount"),
            Column("eligible", _("Eligible (EUR)"), "amount"),
        ),
        rows=rows,
        total=(None, _("Total"), None, "", "", "", "", "", column_sum(rows, 8), column_sum(rows, 9)),
    )


def people(payload: Row) -> Table:
    """Each person by number, with the project through which they are counted."""
    rows = [
        (
            one["person"],
            one["project"],
            labels.gender(one["gender"]),
            labels.status(one["status"]),
            labels.age(one["age"]),
            day(one["admitted_on"]),
        )
        for one in payload["rows"]["people"]
    ]
    columns = (
        Column("person", _("Person's number")),
        Column("project", _("Project")),
        Column("gender", _("Gender")),
        Column("status", _("Status before")),
        Column("age", _("Age at admission")),
        Column("admitted_on", _("Counted on"), "day"),
    )
    return Table(key="persons", title=_("People by number"), columns=columns, rows=rows)


def indicator_values(payload: Row) -> Table:
    """Each value of an indicator with its project."""
    names = {one["code"]: labels.in_language(one["names"]) for one in payload["indicators"]}
    genders = {"f": _("women"), "m": _("men"), "a": _("not split")}
    rows = [
        (
            names[one["indicator"]],
            one["project"],
            genders[one["gender"]],
            day(one["achieved_on"]),
            amount(one["value"]),
        )
        for one in payload["rows"]["indicators"]
    ]
    columns = (
        Column("indicator", _("Indicator")),
        Column("project", _("Project")),
        Column("gender", _("Gender")),
        Column("achieved_on", _("Achieved on"), "day"),
        Column("value", _("Value"), "value"),
    )
    keys = [f"{one['indicator']}:{index}" for index, one in enumerate(payload["rows"]["indicators"], start=1)]
    return Table(key="indicator_values", title=_("Indicator values"), columns=columns, rows=rows, keys=keys)


def coaching(payload: Row) -> Table:
    """Sessions and hours by project, theme and year."""
    found = payload["rows"]["coaching"]
    rows = [
        (
            one["project"],
            labels.theme(one["theme"]),
            str(one["year"]),
            one["sessions"],
            one["minutes"],
        )
        for one in found
    ]
    columns = (
        Column("project", _("Project")),
        Column("theme", _("Theme")),
        Column("year", _("Year")),
        Column("sessions", _("Sessions"), "count"),
        Column("minutes", _("Hours"), "minutes"),
    )
    keys = [f"{one['project']}:{one['theme']}:{one['year']}:{one['in_period']}" for one in found]
    return Table(key="coaching", title=_("Coaching by project"), columns=columns, rows=rows, keys=keys)


def enterprise_number(number: str) -> str:
    """The ten digits as people write them: 0428.759.497; "" when the firm has none yet."""
    return Enterprise(enterprise_number=number).number_in_groups

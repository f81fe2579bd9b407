"""Tables about money: financing by source and by budget line, investments, the portfolio."""

from decimal import Decimal

from django.utils.translation import gettext as _

from core.sheets import Column
from reports import labels
from reports.facts import Row
from reports.tables.shape import Table, amount, column_sum


def by_source(payload: Row) -> Table:
    """Each source: agreed, rate, before the period, in it, in all. The last row is the eligible expenditure."""
    financing = payload["financing"]
    rows = [
        (
            labels.in_language(one["names"]),
            amount(one["agreed"]),
            amount(one["rate"]),
            amount(one["before"]),
            amount(one["period"]),
            amount(one["cumulative"]),
        )
        for one in financing["sources"]
    ]
    above = Decimal(financing["above"])
    eligible = financing["eligible"]
    total = (
        _("Eligible expenditure"),
        column_sum(rows, 1),
        column_sum(rows, 2),
        amount(eligible["before"]),
        amount(eligible["period"]),
        amount(eligible["cumulative"]),
    )
    note = _(
        "The share of each source is the share of its agreed contribution, exact to the cent and cumulative."
    )
    if above:
        note += " " + _("%(above)s EUR lie above the agreed total and are paid by no source.") % {
            "above": above
        }
    return Table(
        key="sources",
        title=_("Financing by source"),
        columns=(
            Column("source", _("Source")),
            Column("agreed", _("Agreed (EUR)"), "amount"),
            Column("rate", _("Co-financing rate"), "rate"),
            Column("before", _("Before the period (EUR)"), "amount"),
            Column("period", _("In the period (EUR)"), "amount"),
            Column("cumulative", _("Cumulative (EUR)"), "amount"),
        ),
        rows=rows,
        keys=[one["code"] for one in financing["sources"]],
        total=total,
        note=note,
    )


def by_line(payload: Row) -> Table:
    """Each budget line: budget, declared before the period, in it, in all, and the part of the budget that is
    used."""
    lines = payload["financing"]["lines"]
    rows = [
        (
            labels.in_language(one["names"]),
            amount(one["budget"]),
            amount(one["before"]),
            amount(one["period"]),
            amount(one["cumulative"]),
            _part(Decimal(one["cumulative"]), Decimal(one["budget"])),
        )
        for one in lines
    ]
    sums = [column_sum(rows, index) for index in (1, 2, 3, 4)]
    return Table(
        key="lines",
        title=_("Eligible expenditure by budget line"),
        columns=(
            Column("line", _("Budget line")),
            Column("budget", _("Budget (EUR)"), "amount"),
            Column("before", _("Before the period (EUR)"), "amount"),
            Column("period", _("In the period (EUR)"), "amount"),
            Column("cumulative", _("Cumulative (EUR)"), "amount"),
            Column("used", _("Used"), "rate"),
        ),
        rows=rows,
        keys=[one["code"] for one in lines],
        total=(_("Total"), *sums, _part(sums[3], sums[0])),
    )


def by_product(payload: Row) -> Table:
    """Investments by product: contracts and amounts, in the period and in all."""
    names = payload["names"]["product"]
    return _investments(
        payload,
        "product",
        _("Investments by product"),
        _("Product"),
        {c: labels.in_language(n) for c, n in names.items()},
    )


def by_municipality(payload: Row) -> Table:
    """Investments by municipality at signature: contracts and amounts, in the period and in all."""
    names = {code: labels.in_language(one) for code, one in payload["names"]["municipality"].items()}
    return _investments(payload, "municipality", _("Investments by municipality"), _("Municipality"), names)


def portfolio(payload: Row) -> Table:
    """The quality of the portfolio at the end of the period, with the definition beside each figure."""
    found = payload["portfolio"]
    written = [
        ("paid_out", _("Paid out"), _("Payouts less their reversals.")),
        ("repaid", _("Principal repaid"), _("The part of the repayments that went to principal.")),
        ("interest", _("Interest received"), _("The part of the repayments that went to interest.")),
        (
            "outstanding_loans",
            _("Outstanding loans"),
            _("Principal not yet repaid, without what was written off."),
        ),
        (
            "outstanding_equity",
            _("Equity stakes"),
            _("Paid out and not yet taken back, shown apart from the loans."),
        ),
        (
            "at_risk",
            _("At risk over 30 days"),
            _("Whole outstanding principal of loans 31 days late or more."),
        ),
        ("par30", _("PAR30"), _("At risk over 30 days by outstanding loans.")),
        ("written_off", _("Written off"), _("Principal taken out of the portfolio; the claim remains.")),
        ("recovered", _("Recovered"), _("Received on what was written off.")),
        ("net_loss", _("Net loss"), _("Written off less recovered.")),
        ("loss_rate", _("Loss rate"), _("Net loss by what was paid out.")),
    ]
    rates = {"par30", "loss_rate"}
    rows = [
        (
            label,
            None if key in rates else amount(found[key]),
            amount(found[key]) if key in rates else None,
            how,
        )
        for key, label, how in written
    ]
    return Table(
        key="portfolio",
        title=_("Quality of the portfolio at the end of the period"),
        columns=(
            Column("figure", _("Figure")),
            Column("amount", _("Amount (EUR)"), "amount"),
            Column("rate", _("Rate"), "rate"),
            Column("definition", _("How it is counted")),
        ),
        rows=rows,
        keys=[key for key, _label, _how in written],
        unset="",
    )


def _investments(payload: Row, by: str, title: str, head: str, names: dict[str, str]) -> Table:
    found = [one for one in payload["investments"][by] if one["cumulative"]]
    found.sort(key=lambda one: (-Decimal(one["cumulative_amount"]), one["code"]))
    rows = [
        (
            names[one["code"]],
            one["period"],
            amount(one["period_amount"]),
            one["cumulative"],
            amount(one["cumulative_amount"]),
        )
        for one in found
    ]
    counts = [sum(one[key] for one in found) for key in ("period", "cumulative")]
    return Table(
        key=f"investments_{by}",
        title=title,
        columns=(
            Column(by, head),
            Column("period", _("Contracts in the period"), "count"),
            Column("period_amount", _("In the period (EUR)"), "amount"),
            Column("cumulative", _("Contracts, cumulative"), "count"),
            Column("cumulative_amount", _("Cumulative (EUR)"), "amount"),
        ),
        rows=rows,
        keys=[one["code"] for one in found],
        total=(_("Total"), counts[0], column_sum(rows, 2), counts[1], column_sum(rows, 4)),
    )


def _part(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole if whole else None

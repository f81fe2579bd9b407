"""Investments of a programme with their position at the end of the period: one query for each of the two."""

from decimal import Decimal
from typing import Any

from loans.engine.portfolio import Exposure, portfolio_at_risk
from loans.models import Investment, Product
from loans.selectors.positions import portfolio_on
from reports.facts import Question, Row, money, total

ZERO = Decimal("0.00")
RISK_DAYS = 30


def investments(question: Question) -> list[Row]:
    """The contracts signed by the period's end (cancelled ones left out), by number, and where each stands
    then."""
    rows = (
        Investment.objects.filter(
            project__programme_link__programme=question.programme,
            project__programme_link__admitted_on__lte=question.period_to,
            signed_on__lte=question.period_to,
        )
        .exclude(state=Investment.State.CANCELLED)
        .order_by("reference")
        .values_list(
            "pk",
            "reference",
            "project__reference",
            "project__enterprise__enterprise_number",
            "product_terms__product__code",
            "instrument",
            "municipality__nis_code",
            "signed_on",
            "principal",
        )
    )
    found = list(rows)
    positions = {
        one.investment_id: one
        for one in portfolio_on(
            question.period_to, known_at=question.known_at, investments=[row[0] for row in found]
        )
    }
    return [_row(row, positions.get(row[0])) for row in found]


def product_names(codes: list[str]) -> dict[str, dict[str, str]]:
    """The names of products by code, in each language."""
    return {
        product.code: {language: product.name_in(language) for language in ("fr", "nl", "en")}
        for product in Product.objects.filter(code__in=codes)
    }


def portfolio(rows: list[Row]) -> Row:
    """The quality of the portfolio that `investments` has found; loans and equity stakes apart (MIX
    definitions)."""
    loans = [row for row in rows if row["instrument"] != Investment.Instrument.EQUITY]
    equity = [row for row in rows if row["instrument"] == Investment.Instrument.EQUITY]
    exposures = [Exposure(Decimal(row["outstanding"]), row["days_late"]) for row in loans]
    risk = portfolio_at_risk(exposures, RISK_DAYS)
    paid_out, lost = (
        Decimal(total(r["paid_out"] for r in rows)),
        Decimal(total(r["written_off"] for r in rows)),
    )
    recovered = Decimal(total(row["recovered"] for row in rows))
    return {
        "paid_out": money(paid_out),
        "repaid": total(row["repaid"] for row in rows),
        "interest": total(row["interest"] for row in rows),
        "outstanding_loans": total(row["outstanding"] for row in loans),
        "outstanding_equity": total(row["outstanding"] for row in equity),
        "loans_outstanding": risk.loans_outstanding,
        "loans_at_risk": risk.loans_at_risk,
        "at_risk": money(risk.at_risk),
        "par30": None if risk.fraction is None else str(risk.fraction),
        "written_off": money(lost),
        "recovered": money(recovered),
        "net_loss": money(lost - recovered),
        "loss_rate": str((lost - recovered) / paid_out) if paid_out else None,
    }


def _row(found: tuple[Any, ...], position: object) -> Row:
    _pk, reference, project, number, product, instrument, place, signed_on, principal = found
    return {
        "contract": reference,
        "project": project,
        "enterprise_number": number or "",
        "product": product,
        "instrument": instrument,
        "municipality": place,
        "signed_on": signed_on.isoformat(),
        "amount": money(principal),
        "paid_out": money(getattr(position, "paid_out", ZERO)),
        "repaid": money(getattr(position, "principal_repaid", ZERO)),
        "interest": money(getattr(position, "interest_paid", ZERO)),
        "outstanding": money(getattr(position, "outstanding", ZERO)),
        "days_late": getattr(position, "days_late", 0),
        "written_off": money(getattr(position, "written_off", ZERO)),
        "recovered": money(getattr(position, "recovered", ZERO)),
    }

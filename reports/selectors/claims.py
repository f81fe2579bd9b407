"""Expenditure, indicators and financing of a programme as the payload keeps them."""

from decimal import Decimal

from applicants.models import Municipality
from funding import selectors as funding
from funding import shares
from funding.models import IndicatorValue, Programme
from reports.facts import Question, Row, money


def expenditure(question: Question) -> list[Row]:
    """Each declared row by its number; no supplier and no description, which may hold a person's name."""
    rows = (
        funding.expenditures_of(question.programme, until=question.period_to, known_at=question.known_at)
        .order_by("paid_on", "id")
        .values_list(
            "id",
            "budget_line__code",
            "paid_on",
            "invoice_reference",
            "amount",
            "eligible_amount",
            "movement__investment__reference",
            "movement__investment__project__reference",
            "movement__investment__project__enterprise__enterprise_number",
            "reverses_id",
        )
    )
    return [
        {
            "number": number,
            "line": line,
            "paid_on": paid_on.isoformat(),
            "reference": reference,
            "amount": money(amount),
            "eligible": money(eligible),
            "contract": contract or "",
            "project": project or "",
            "enterprise_number": enterprise or "",
            "reverses": reverses,
        }
        for number, line, paid_on, reference, amount, eligible, contract, project, enterprise, reverses in rows
    ]


def financing(question: Question) -> Row:
    """The financing table: by budget line and by source, before the period, in it, and in all; EUR."""
    found = funding.financing(
        question.programme,
        period_from=question.period_from,
        period_to=question.period_to,
        known_at=question.known_at,
    )
    return {
        "lines": [
            {
                "code": one.line.code,
                "category": one.line.category,
                "names": funding.names_of(one.line),
                "budget": money(one.line.budget),
                **_declared(one.declared),
            }
            for one in found.lines
        ],
        "sources": [
            {
                "code": one.source.code,
                "kind": one.source.kind,
                "names": funding.names_of(one.source),
                "agreed": money(one.source.amount),
                "rate": str(one.rate),
                **_declared(one.share),
            }
            for one in found.sources
        ],
        "eligible": _declared(found.eligible),
        "above": money(found.above),
    }


def eligible_by_year(question: Question) -> list[Row]:
    """The share of each source by year; the years add up to the whole, because each is a difference of sums."""
    sources = list(question.programme.sources.order_by("position"))
    agreed = [source.amount for source in sources]
    declared, years = Decimal("0.00"), []
    for year, eligible in funding.eligible_by_year(
        question.programme, until=question.period_to, known_at=question.known_at
    ):
        split = shares.of_period(agreed, before=declared, cumulative=declared + eligible)
        declared += eligible
        by_source = {source.code: money(part) for source, part in zip(sources, split.period, strict=True)}
        years.append({"year": year, "eligible": money(eligible), "sources": by_source})
    return years


def indicators(question: Question) -> list[Row]:
    """The indicators in order, with definition and target (None when it is not set)."""
    return [
        {
            "code": one.code,
            "names": funding.names_of(one),
            "units": {language: getattr(one, f"unit_{language}") for language in ("fr", "nl", "en")},
            "definitions": {
                language: getattr(one, f"definition_{language}") for language in ("fr", "nl", "en")
            },
            "target": None if one.target is None else money(one.target),
        }
        for one in question.programme.indicators.order_by("position")
    ]


def indicator_values(question: Question) -> list[Row]:
    """What the projects achieved by the period's end, each value with its project."""
    rows = (
        IndicatorValue.objects.filter(
            indicator__programme=question.programme, achieved_on__lte=question.period_to
        )
        .order_by("indicator__position", "project__reference", "achieved_on", "gender")
        .values_list("indicator__code", "project__reference", "gender", "achieved_on", "value")
    )
    return [
        {
            "indicator": code,
            "project": project,
            "gender": gender,
            "achieved_on": achieved_on.isoformat(),
            "value": money(value),
        }
        for code, project, gender, achieved_on, value in rows
    ]


def municipality_names(codes: list[str]) -> dict[str, dict[str, str]]:
    """The names of municipalities by NIS code, in each language."""
    return {one.nis_code: funding.names_of(one) for one in Municipality.objects.filter(nis_code__in=codes)}


def programme_facts(programme: Programme) -> Row:
    """What the head of a report says of the programme."""
    languages = ("fr", "nl", "en")
    return {
        "code": programme.code,
        "names": funding.names_of(programme),
        "operational_programme": {
            one: getattr(programme, f"operational_programme_{one}") for one in languages
        },
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
        "eligible_from": programme.eligible_from.isoformat(),
        "eligible_to": programme.eligible_to.isoformat(),
    }


def _declared(declared: funding.Declared) -> Row:
    return {
        "before": money(declared.before),
        "period": money(declared.period),
        "cumulative": money(declared.cumulative),
    }

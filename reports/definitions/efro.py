"""The EFRO co-financing report: what it counts.

`collect` reads the database once, through selectors, and returns the payload: plain JSON that knows no
language (codes, numbers, names in French, Dutch and English) and no person's name. Page, PDF, XLSX and CSV
read the payload and nothing else. Each figure is counted from rows that stand in the payload themselves, by
project, contract and enterprise number, so that a controller can follow it home.
"""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from applicants.models import Applicant, Project
from coaching.models import Session
from core.models import Installation
from funding.models import IndicatorValue
from reports.facts import Question, Row, count, money, ordered_codes, tally, total
from reports.selectors import claims
from reports.selectors import coaching as sessions
from reports.selectors import investments as contracts
from reports.selectors import people as crowd

KIND = "efro_report"
SCHEMA = "efro/1"


def collect(question: Question) -> Row:
    """The payload of the report on this question: everything that its documents show."""
    projects, people = crowd.projects(question), crowd.people(question)
    investments = contracts.investments(question)
    coaching, values = sessions.coaching(question), claims.indicator_values(question)
    places = ordered_codes([*projects, *investments], "municipality")
    return {
        "schema": SCHEMA,
        "edition": 1,
        "demonstration": Installation.objects.filter(pk=1, demonstration_loaded_at__isnull=False).exists(),
        "programme": claims.programme_facts(question.programme),
        "period": {"from": question.period_from.isoformat(), "to": question.period_to.isoformat()},
        "names": {
            "municipality": claims.municipality_names(places),
            "product": contracts.product_names(ordered_codes(investments, "product")),
        },
        "financing": claims.financing(question),
        "people": _people(people, question),
        "projects": _projects(projects, places, question),
        "investments": _investments(investments, places, question),
        "indicators": _indicators(claims.indicators(question), values, question),
        "coaching": _coaching(coaching),
        "portfolio": contracts.portfolio(investments),
        "years": {
            "investments": _by_year(investments),
            "eligible": claims.eligible_by_year(question),
        },
        "rows": {
            "projects": _with_money(projects, investments),
            "people": people,
            "investments": investments,
            "expenditure": claims.expenditure(question),
            "indicators": values,
            "coaching": coaching,
        },
    }


def _people(rows: list[Row], question: Question) -> Row:
    since: dict[str, Any] = {"day": "admitted_on", "period_from": question.period_from}
    return {
        **count(rows, "admitted_on", question.period_from),
        "gender": tally(rows, "gender", Applicant.Gender.values, **since),
        "status": tally(rows, "status", Applicant.Status.values, **since),
        "age": tally(rows, "age", crowd.AGE_BANDS, **since),
    }


def _projects(rows: list[Row], places: list[str], question: Question) -> Row:
    since: dict[str, Any] = {"day": "admitted_on", "period_from": question.period_from}
    return {
        **count(rows, "admitted_on", question.period_from),
        "kind": tally(rows, "kind", Project.Kind.values, **since),
        "municipality": tally(rows, "municipality", places, **since),
    }


def _investments(rows: list[Row], places: list[str], question: Question) -> Row:
    since: dict[str, Any] = {"day": "signed_on", "period_from": question.period_from, "amount": "amount"}
    amounts = sorted(Decimal(row["amount"]) for row in rows)
    return {
        **count(rows, "signed_on", question.period_from, "amount"),
        "least": money(amounts[0]) if amounts else None,
        "greatest": money(amounts[-1]) if amounts else None,
        "product": tally(rows, "product", ordered_codes(rows, "product"), **since),
        "municipality": tally(rows, "municipality", places, **since),
    }


def _indicators(indicators: list[Row], values: list[Row], question: Question) -> list[Row]:
    first = question.period_from.isoformat()
    counted = []
    for one in indicators:
        mine = [row for row in values if row["indicator"] == one["code"]]
        by_gender = {
            code: total(row["value"] for row in mine if row["gender"] == code)
            for code in IndicatorValue.Gender.values
        }
        counted.append(
            {
                **one,
                "period": total(row["value"] for row in mine if row["achieved_on"] >= first),
                "cumulative": total(row["value"] for row in mine),
                "gender": by_gender,
            }
        )
    return counted


def _coaching(rows: list[Row]) -> Row:
    years = sorted({row["year"] for row in rows})
    return {
        **_time(rows),
        "projects": len({row["project"] for row in rows}),
        "theme": [
            {"code": code, **_time([row for row in rows if row["theme"] == code])}
            for code in Session.Theme.values
        ],
        "year": [{"year": year, **_time([row for row in rows if row["year"] == year])} for year in years],
    }


def _time(rows: list[Row]) -> Row:
    within = [row for row in rows if row["in_period"]]
    return {
        "period_sessions": sum(row["sessions"] for row in within),
        "period_minutes": sum(row["minutes"] for row in within),
        "sessions": sum(row["sessions"] for row in rows),
        "minutes": sum(row["minutes"] for row in rows),
    }


def _by_year(investments: list[Row]) -> list[Row]:
    """Amounts signed by calendar year and product, from the first year to the last, EUR."""
    sums: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in investments:
        sums[int(row["signed_on"][:4])][row["product"]] += Decimal(row["amount"])
    if not sums:
        return []
    return [
        {"year": year, "products": {code: money(amount) for code, amount in sorted(sums[year].items())}}
        for year in range(min(sums), max(sums) + 1)
    ]


def _with_money(projects: list[Row], investments: list[Row]) -> list[Row]:
    """The projects with what was put into them and what is outstanding at the period's end, EUR."""
    contracts_of: dict[str, list[Row]] = defaultdict(list)
    for row in investments:
        contracts_of[row["project"]].append(row)
    return [
        {
            **project,
            "products": ordered_codes(contracts_of[project["project"]], "product"),
            "signed_on": min((row["signed_on"] for row in contracts_of[project["project"]]), default=""),
            "contracts": len(contracts_of[project["project"]]),
            "invested": total(row["amount"] for row in contracts_of[project["project"]]),
            "outstanding": total(row["outstanding"] for row in contracts_of[project["project"]]),
        }
        for project in projects
    ]

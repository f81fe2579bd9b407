"""What bare flows of money answer: rates, worth and multiple."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

from loans.engine.apr import Flow, Rate, apr, dated_flows
from loans.engine.equation import NoRate, present_value
from loans.engine.irr import PeriodicRate, irr, multiples, npv, xirr, xnpv
from loans.engine.money import ZERO, cents, places
from loans.quotes.flows import GivenFlows, laid_out
from loans.quotes.items import Flows, FlowsAnswer
from loans.quotes.plain import Plain, no_rate, percentage, plain, yearly

MULTIPLE_DIGITS = 6


def answer_flows(item: Flows) -> Plain:
    """The answers to what `item` asks. Raises EngineError."""
    flows = laid_out(item.flows)
    answers: dict[FlowsAnswer, Callable[[], Any]] = {
        FlowsAnswer.APR: lambda: yearly(_apr(flows, item)),
        FlowsAnswer.IRR: lambda: _irr(flows, item),
        FlowsAnswer.NPV: lambda: plain(cents(_worth(flows, item))),
        FlowsAnswer.MULTIPLE: lambda: multiple(_amounts(flows), item.residual or ZERO),
    }
    return {asked.value: answers[asked]() for asked in item.ask}


def multiple(amounts: list[Decimal], residual: Decimal = ZERO) -> Plain:
    """The money multiples of `amounts` EUR and of EUR `residual` still held; the parts with six decimals."""
    found = multiples(amounts, residual)
    money = {name: plain(places(getattr(found, name), 2)) for name in found._fields[:3]}
    parts = {name: _part(getattr(found, name)) for name in found._fields[3:]}
    return {**money, **parts}


def _part(part: Decimal | None) -> str | None:
    return None if part is None else str(plain(places(part, MULTIPLE_DIGITS)))


def _apr(flows: GivenFlows, item: Flows) -> Rate | NoRate:
    if flows.dated:
        return apr(dated_flows(flows.dated, item.apr_time))
    if flows.periodic:
        return apr(Flow(Fraction(at, item.periods_per_year), amount) for at, amount in flows.periodic)
    return apr(flows.timed)


def _irr(flows: GivenFlows, item: Flows) -> Plain:
    if flows.dated:
        return yearly(xirr(flows.dated))
    if flows.timed:
        return yearly(apr(flows.timed))  # on times in years both rates solve the same equation
    found = irr(_by_period(flows), item.periods_per_year)
    if isinstance(found, NoRate):
        return no_rate(found)
    return _periodic(found)


def _periodic(found: PeriodicRate) -> Plain:
    return {
        "per_period": plain(found.per_period),
        "nominal": plain(found.nominal),
        "yearly": plain(found.effective),
        "percent": percentage(found.effective),
    }


def _worth(flows: GivenFlows, item: Flows) -> Decimal:
    """The worth in EUR of all flows on the day of the first one."""
    rate = item.discount_rate
    if flows.dated:
        return xnpv(rate, flows.dated)
    if flows.periodic:
        return npv(rate, _by_period(flows))
    per_year = lcm(*(flow.years.denominator for flow in flows.timed))
    first = min(flow.years for flow in flows.timed)
    sums: defaultdict[int, Decimal] = defaultdict(lambda: ZERO)
    for years, amount in flows.timed:
        sums[int((years - first) * per_year)] += amount
    return present_value(sums, per_year, rate)


def _by_period(flows: GivenFlows) -> list[Decimal]:
    """EUR of every period from the first one with a flow to the last, zero where there is none."""
    first = min(at for at, _ in flows.periodic)
    amounts = [ZERO] * (max(at for at, _ in flows.periodic) - first + 1)
    for at, amount in flows.periodic:
        amounts[at - first] += amount
    return amounts


def _amounts(flows: GivenFlows) -> list[Decimal]:
    dated = [flow.amount for flow in flows.dated]
    timed = [flow.amount for flow in flows.timed]
    return dated + timed + [amount for _, amount in flows.periodic]

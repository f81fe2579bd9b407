"""Loans of Apache Fineract whose due days, number of instalments or grace changed on their way.

Its conventions: mostly no interest, so that every cent is one of the calendar and of the order in which money is taken;
a rescheduling counts from the instalment named, whatever the day on which it was agreed.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import PeriodUnit, RoundingMode
from loans.engine.events import (
    Arrears,
    Charge,
    DueDayMoved,
    Holiday,
    NewTerms,
    Payment,
    Reversal,
    TermExtended,
)
from loans.engine.rules import Component, LifeRules
from loans.engine.terms import Frequency, LoanTerms, Rounding
from tests.loans.references.fineract_emi_months import FEATURES, PUBLISHER
from tests.loans.references.life_table import LifeTable
from tests.loans.references.table import Source

RESCHEDULE = Source(
    "Apache Fineract, end-to-end test LoanReschedule.feature (commit 00729983)",
    PUBLISHER,
    FEATURES.format("00729983dfcc7b641c6111ec14a6e26637a2469a", "LoanReschedule"),
)
WRITE_OFF = Source(
    "Apache Fineract, end-to-end test LoanWriteOff.feature (commit 09d78858)",
    PUBLISHER,
    FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "LoanWriteOff"),
)
AMORTISED = Source(
    "Apache Fineract, end-to-end test LoanReAmortization-Part1.feature (commit 09d78858)",
    PUBLISHER,
    FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "LoanReAmortization-Part1"),
)
RE_AGED = Source(
    "Apache Fineract, end-to-end test LoanReAging-Part1.feature (commit 09d78858)",
    PUBLISHER,
    FEATURES.format("09d788586dd29c3a2a3fd83e875f646b73999b84", "LoanReAging-Part1"),
)
DOWN = Payment("down", date(2024, 1, 1), Decimal("250"))
RULES = LifeRules()
HALVES = "no interest, periods of 15 days, a quarter down, whole units (187.50 is 187)"
FIVE_HUNDRED = LoanTerms(
    principal=Decimal("500"),
    rate_yearly=Decimal(0),
    paid_out_on=date(2024, 1, 1),
    instalments=3,
    frequency=Frequency(15, PeriodUnit.DAYS),
    down_payment_share=Decimal("0.25"),
    instalment_rounding=Rounding(unit=Decimal(1), mode=RoundingMode.DOWN),
)
THREE_MONTHS = LoanTerms(
    principal=Decimal("3000"), rate_yearly=Decimal(0), paid_out_on=date(2023, 7, 1), instalments=3
)
ONE_MONTH = LoanTerms(
    principal=Decimal("1000"),
    rate_yearly=Decimal(0),
    paid_out_on=date(2023, 7, 1),
    instalments=1,
    frequency=Frequency(30, PeriodUnit.DAYS),
)


def quarter_down(paid_out_on: date) -> LoanTerms:
    """EUR 1,000 without interest: a quarter down on the day of the payout, the rest in three times 15 days."""
    return LoanTerms(
        principal=Decimal("1000"),
        rate_yearly=Decimal(0),
        paid_out_on=paid_out_on,
        instalments=3,
        frequency=Frequency(15, PeriodUnit.DAYS),
        down_payment_share=Decimal("0.25"),
    )


def re_aged(instalments: int, frequency: Frequency, first_due_on: date) -> NewTerms:
    """New terms of 20 February 2024 for all that is overdue."""
    return NewTerms(
        "new",
        date(2024, 2, 20),
        instalments=instalments,
        frequency=frequency,
        first_due_on=first_due_on,
        arrears=Arrears.PRINCIPAL,
    )


TABLES = (
    LifeTable(
        name="C2804",
        source=RESCHEDULE,
        place="C2804: the only instalment moved from 31 July to 31 August",
        conventions="no interest, one period of 30 days",
        terms=ONE_MONTH,
        rules=RULES,
        events=(DueDayMoved("moved", date(2023, 7, 5), 1, date(2023, 8, 31)),),
        on=date(2023, 7, 5),
        rows="""
            due_on     closing principal   total unpaid
            2023-08-31    0.00   1000.00 1000.00 1000.00
        """,
    ),
    LifeTable(
        name="C2805",
        source=RESCHEDULE,
        place="C2805: the 2nd instalment moved from 1 to 15 September, the later ones follow",
        conventions="no interest",
        terms=THREE_MONTHS,
        rules=RULES,
        events=(DueDayMoved("moved", date(2023, 7, 5), 2, date(2023, 9, 15)),),
        on=date(2023, 7, 5),
        rows="""
            due_on     closing principal   total unpaid
            2023-08-01 2000.00   1000.00 1000.00 1000.00
            2023-09-15 1000.00   1000.00 1000.00 1000.00
            2023-10-15    0.00   1000.00 1000.00 1000.00
        """,
    ),
    LifeTable(
        name="C2806",
        source=RESCHEDULE,
        place="C2806: two terms more, from the 2nd instalment on",
        conventions="no interest; agreed on 5 July from 1 September on, said here as of 2 August",
        terms=THREE_MONTHS,
        rules=RULES,
        events=(TermExtended("longer", date(2023, 8, 2), 2),),
        on=date(2023, 8, 2),
        rows="""
            due_on     closing principal   total unpaid
            2023-08-01 2000.00   1000.00 1000.00 1000.00
            2023-09-01 1500.00    500.00  500.00  500.00
            2023-10-01 1000.00    500.00  500.00  500.00
            2023-11-01  500.00    500.00  500.00  500.00
            2023-12-01    0.00    500.00  500.00  500.00
        """,
    ),
    LifeTable(
        name="C2807",
        source=RESCHEDULE,
        place="C2807: grace of one instalment on principal, from the 2nd on",
        conventions="no interest; agreed on 5 July from 1 September on, said here as of 2 August",
        terms=THREE_MONTHS,
        rules=RULES,
        events=(Holiday("grace", date(2023, 8, 2), 1),),
        on=date(2023, 8, 2),
        rows="""
            due_on     closing principal   total unpaid
            2023-08-01 2000.00   1000.00 1000.00 1000.00
            2023-09-01 2000.00      0.00    0.00    0.00
            2023-10-01 1000.00   1000.00 1000.00 1000.00
            2023-11-01    0.00   1000.00 1000.00 1000.00
        """,
    ),
    LifeTable(
        name="C3022",
        source=RESCHEDULE,
        place="C3022: with down payment, 16 October moved to 31 October",
        conventions="no interest, periods of 15 days, a quarter down",
        terms=quarter_down(date(2023, 10, 1)),
        rules=RULES,
        events=(
            Payment("down", date(2023, 10, 1), Decimal("250")),
            DueDayMoved("moved", date(2023, 10, 5), 2, date(2023, 10, 31)),
        ),
        on=date(2023, 10, 5),
        rows="""
            due_on     closing principal total  paid in_advance late unpaid
            2023-10-01  750.00    250.00 250.00 250.00     0.00 0.00   0.00
            2023-10-31  500.00    250.00 250.00   0.00     0.00 0.00 250.00
            2023-11-15  250.00    250.00 250.00   0.00     0.00 0.00 250.00
            2023-11-30    0.00    250.00 250.00   0.00     0.00 0.00 250.00
        """,
    ),
    LifeTable(
        name="C3023",
        source=RESCHEDULE,
        place="C3023: with down payment, 16 October moved to 15 November",
        conventions="no interest, periods of 15 days, a quarter down",
        terms=quarter_down(date(2023, 10, 1)),
        rules=RULES,
        events=(
            Payment("down", date(2023, 10, 1), Decimal("250")),
            DueDayMoved("moved", date(2023, 10, 5), 2, date(2023, 11, 15)),
        ),
        on=date(2023, 10, 5),
        rows="""
            due_on     closing principal total  paid in_advance late unpaid
            2023-10-01  750.00    250.00 250.00 250.00     0.00 0.00   0.00
            2023-11-15  500.00    250.00 250.00   0.00     0.00 0.00 250.00
            2023-11-30  250.00    250.00 250.00   0.00     0.00 0.00 250.00
            2023-12-15    0.00    250.00 250.00   0.00     0.00 0.00 250.00
        """,
    ),
    LifeTable(
        name="C3025",
        source=RESCHEDULE,
        place="C3025: down payment reversed and paid again, a penalty, then the instalment moved",
        conventions="no interest, periods of 15 days, a quarter down; the penalty stays with its instalment",
        terms=quarter_down(date(2023, 10, 1)),
        rules=RULES,
        events=(
            Payment("down", date(2023, 10, 1), Decimal("250")),
            Reversal("undo", date(2023, 10, 2), "down"),
            Charge("fine", date(2023, 10, 2), Decimal("15"), Component.PENALTY, date(2023, 10, 16)),
            Payment("again", date(2023, 10, 3), Decimal("250")),
            DueDayMoved("moved", date(2023, 10, 5), 2, date(2023, 10, 31)),
        ),
        on=date(2023, 10, 5),
        rows="""
            due_on     closing principal penalties total  paid  late unpaid paid_on
            2023-10-01  750.00    250.00      0.00 250.00 250.00 250.00   0.00 2023-10-03
            2023-10-31  500.00    250.00     15.00 265.00   0.00   0.00 265.00 -
            2023-11-15  250.00    250.00      0.00 250.00   0.00   0.00 250.00 -
            2023-11-30    0.00    250.00      0.00 250.00   0.00   0.00 250.00 -
        """,
    ),
    LifeTable(
        name="C4010",
        source=WRITE_OFF,
        place="C4010: 1,000 at 7 % in 3 months, before anything happened",
        conventions="360/30",
        terms=LoanTerms(
            principal=Decimal("1000"),
            rate_yearly=Decimal("0.07"),
            paid_out_on=date(2024, 1, 1),
            instalments=3,
        ),
        rules=RULES,
        events=(),
        on=date(2024, 1, 1),
        rows="""
            due_on     closing principal interest  total
            2024-02-01  668.60    331.40     5.83 337.23
            2024-03-01  335.27    333.33     3.90 337.23
            2024-04-01    0.00    335.27     1.96 337.23
        """,
    ),
    LifeTable(
        name="C3069",
        source=AMORTISED,
        place="C3069: re-amortization with one instalment overdue",
        conventions=f"{HALVES}; what is overdue joins the instalments that are left",
        terms=FIVE_HUNDRED,
        rules=RULES,
        events=(
            Payment("down", date(2024, 1, 1), Decimal("125")),
            NewTerms("again", date(2024, 1, 25), arrears=Arrears.PRINCIPAL),
        ),
        on=date(2024, 1, 25),
        rows="""
            due_on     closing principal  total   paid unpaid
            2024-01-01  375.00    125.00 125.00 125.00   0.00
            2024-01-16  375.00      0.00   0.00   0.00   0.00
            2024-01-31  188.00    187.00 187.00   0.00 187.00
            2024-02-15    0.00    188.00 188.00   0.00 188.00
        """,
    ),
    LifeTable(
        name="C3071",
        source=AMORTISED,
        place="C3071: the re-amortization undone on the next day",
        conventions=HALVES,
        terms=FIVE_HUNDRED,
        rules=RULES,
        events=(
            Payment("down", date(2024, 1, 1), Decimal("125")),
            NewTerms("again", date(2024, 1, 25), arrears=Arrears.PRINCIPAL),
            Reversal("undone", date(2024, 1, 26), "again"),
        ),
        on=date(2024, 1, 26),
        rows="""
            due_on     closing principal  total   paid unpaid
            2024-01-01  375.00    125.00 125.00 125.00   0.00
            2024-01-16  250.00    125.00 125.00   0.00 125.00
            2024-01-31  125.00    125.00 125.00   0.00 125.00
            2024-02-15    0.00    125.00 125.00   0.00 125.00
        """,
    ),
    LifeTable(
        name="C3050",
        source=RE_AGED,
        place="C3050: re-aging after the last due day into six months from 1 March",
        conventions="no interest; what is overdue goes over the new instalments",
        terms=quarter_down(date(2024, 1, 1)),
        rules=RULES,
        events=(DOWN, re_aged(6, Frequency(), date(2024, 3, 1))),
        on=date(2024, 2, 20),
        rows="""
            due_on     closing principal  total   paid unpaid
            2024-01-01  750.00    250.00 250.00 250.00   0.00
            2024-01-16  750.00      0.00   0.00   0.00   0.00
            2024-01-31  750.00      0.00   0.00   0.00   0.00
            2024-02-15  750.00      0.00   0.00   0.00   0.00
            2024-03-01  625.00    125.00 125.00   0.00 125.00
            2024-04-01  500.00    125.00 125.00   0.00 125.00
            2024-05-01  375.00    125.00 125.00   0.00 125.00
            2024-06-01  250.00    125.00 125.00   0.00 125.00
            2024-07-01  125.00    125.00 125.00   0.00 125.00
            2024-08-01    0.00    125.00 125.00   0.00 125.00
        """,
    ),
    LifeTable(
        name="C3051",
        source=RE_AGED,
        place="C3051: re-aging after the last due day into twice 30 days from 10 March",
        conventions="no interest; what is overdue goes over the new instalments",
        terms=quarter_down(date(2024, 1, 1)),
        rules=RULES,
        events=(DOWN, re_aged(2, Frequency(30, PeriodUnit.DAYS), date(2024, 3, 10))),
        on=date(2024, 2, 20),
        rows="""
            due_on     closing principal  total   paid unpaid
            2024-01-01  750.00    250.00 250.00 250.00   0.00
            2024-01-16  750.00      0.00   0.00   0.00   0.00
            2024-01-31  750.00      0.00   0.00   0.00   0.00
            2024-02-15  750.00      0.00   0.00   0.00   0.00
            2024-03-10  375.00    375.00 375.00   0.00 375.00
            2024-04-09    0.00    375.00 375.00   0.00 375.00
        """,
    ),
    LifeTable(
        name="C3052",
        source=RE_AGED,
        place="C3052: re-aging after the last due day into one instalment on 10 March",
        conventions="no interest; what is overdue goes over the new instalments",
        terms=quarter_down(date(2024, 1, 1)),
        rules=RULES,
        events=(DOWN, re_aged(1, Frequency(1, PeriodUnit.DAYS), date(2024, 3, 10))),
        on=date(2024, 2, 25),
        rows="""
            due_on     closing principal  total   paid unpaid
            2024-01-01  750.00    250.00 250.00 250.00   0.00
            2024-01-16  750.00      0.00   0.00   0.00   0.00
            2024-01-31  750.00      0.00   0.00   0.00   0.00
            2024-02-15  750.00      0.00   0.00   0.00   0.00
            2024-03-10    0.00    750.00 750.00   0.00 750.00
        """,
    ),
)

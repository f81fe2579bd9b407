"""Payment orders of Apache Fineract: what a payment pays first among penalties, fees, interest and principal.

Its strategy "due penalty fee interest principal, in advance principal penalty fee interest" pays what is due in the
house's order and money in advance to principal first; a charge is due on its own day, not with its instalment.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import Method
from loans.engine.events import Charge, Event, Payment
from loans.engine.rules import PAYABLE, Component, LifeRules
from loans.engine.terms import LoanTerms
from tests.loans.references.fineract_cumulative import LOAN, RECALCULATED, WAIVER, WHOLE
from tests.loans.references.life_table import LifeTable

PENALTY, FEE, INTEREST, PRINCIPAL = PAYABLE
DUE_IN_ADVANCE = LifeRules(advance=(PRINCIPAL, PENALTY, FEE, INTEREST))
PRINCIPAL_FIRST = (PRINCIPAL, INTEREST, PENALTY, FEE)
FEBRUARY = date(2023, 2, 1)


def january(day: int, year: int = 2023) -> date:
    return date(year, 1, day)


def one_instalment() -> LoanTerms:
    """EUR 1,000 without interest, due on 1 February 2023."""
    return LoanTerms(principal=Decimal("1000"), rate_yearly=Decimal(0), paid_out_on=january(1), instalments=1)


def flat(year: int, instalments: int) -> LoanTerms:
    """EUR 1,000 at 12 % flat from 1 January, in whole units."""
    return LoanTerms(
        principal=Decimal("1000"),
        rate_yearly=Decimal("0.12"),
        paid_out_on=january(1, year),
        instalments=instalments,
        method=Method.FLAT,
        instalment_rounding=WHOLE,
    )


def penalty(day: int, due: int, amount: str) -> Charge:
    return Charge(f"charge-{due}", january(day), Decimal(amount), Component.PENALTY, due_on=january(due))


def paid(*payments: tuple[int, str]) -> tuple[Event, ...]:
    return tuple(
        Payment(f"p{number}", january(day), Decimal(amount))
        for number, (day, amount) in enumerate(payments, 1)
    )


TABLES = (
    LifeTable(
        name="C2636",
        source=RECALCULATED,
        place="C2636: a payment in advance, then a charge due in the future",
        conventions="what is due: penalty, fee, interest, principal; in advance: principal, penalty, fee, interest",
        terms=one_instalment(),
        rules=DUE_IN_ADVANCE,
        events=(*paid((10, "500")), penalty(15, 20, "50")),
        on=january(15),
        rows="""
            due_on     principal penalties   total   paid in_advance unpaid
            2023-02-01   1000.00     50.00 1050.00 500.00     500.00 550.00
        """,
        shares="p1 principal 500.00",
    ),
    LifeTable(
        name="C2637",
        source=RECALCULATED,
        place="C2637: repayments before and after the charge's due day",
        conventions="a charge past its own due day comes before principal in advance",
        terms=one_instalment(),
        rules=DUE_IN_ADVANCE,
        events=(*paid((10, "500"), (17, "450"), (21, "50")), penalty(15, 20, "50")),
        on=january(21),
        rows="""
            due_on     principal penalties   total    paid in_advance unpaid
            2023-02-01   1000.00     50.00 1050.00 1000.00    1000.00  50.00
        """,
        shares="""
            p1 principal 500.00
            p2 principal 450.00
            p3 penalty 50.00
        """,
    ),
    LifeTable(
        name="C2638",
        source=RECALCULATED,
        place="C2638: a repayment on the due day of the first charge, a second charge still in the future",
        conventions="a charge due today comes before principal in advance, a later one after it",
        terms=one_instalment(),
        rules=DUE_IN_ADVANCE,
        events=(
            *paid((10, "500"), (17, "100"), (20, "100")),
            penalty(15, 20, "50"),
            penalty(19, 23, "10"),
        ),
        on=january(20),
        rows="""
            due_on     principal penalties   total   paid in_advance unpaid
            2023-02-01   1000.00     60.00 1060.00 700.00     700.00 360.00
        """,
        shares="""
            p1 principal 500.00
            p2 principal 100.00
            p3 penalty 50.00 principal 50.00
        """,
    ),
    LifeTable(
        name="C2639",
        source=RECALCULATED,
        place="C2639: everything repaid before the due day of the charge",
        conventions="in advance: principal before penalty",
        terms=one_instalment(),
        rules=DUE_IN_ADVANCE,
        events=(*paid((10, "500"), (17, "550")), penalty(15, 20, "50")),
        on=january(17),
        rows="""
            due_on     principal penalties   total    paid in_advance unpaid paid_on
            2023-02-01   1000.00     50.00 1050.00 1050.00    1050.00   0.00 2023-01-17
        """,
        shares="""
            p1 principal 500.00
            p2 principal 500.00 penalty 50.00
        """,
    ),
    LifeTable(
        name="C2655",
        source=RECALCULATED,
        place="C2655: due principal",
        conventions="three instalments of 1,000 without interest",
        terms=LoanTerms(
            principal=Decimal("3000"), rate_yearly=Decimal(0), paid_out_on=january(1), instalments=3
        ),
        rules=DUE_IN_ADVANCE,
        events=(Payment("p1", FEBRUARY, Decimal("1000")),),
        on=FEBRUARY,
        rows="""
            due_on     closing principal   total    paid in_advance late  unpaid
            2023-02-01 2000.00   1000.00 1000.00 1000.00       0.00 0.00    0.00
            2023-03-01 1000.00   1000.00 1000.00    0.00       0.00 0.00 1000.00
            2023-04-01    0.00   1000.00 1000.00    0.00       0.00 0.00 1000.00
        """,
        shares="p1 principal 1000.00",
    ),
    LifeTable(
        name="C3142-fee-interest-principal",
        source=WAIVER,
        place="C3142, UC2: 40 against fee 20, interest 10 and principal 250 due",
        conventions="penalty, fee, interest, principal; the source's interest payment waiver pays like a payment",
        terms=flat(2024, 4),
        rules=DUE_IN_ADVANCE,
        events=(
            Charge("charge", january(15, 2024), Decimal("20"), FEE),
            Payment("p1", date(2024, 2, 1), Decimal("40")),
        ),
        on=date(2024, 2, 1),
        rows="""
            due_on     principal interest  fees  total  paid unpaid
            2024-02-01    250.00    10.00 20.00 280.00 40.00 240.00
            2024-03-01    250.00    10.00  0.00 260.00  0.00 260.00
            2024-04-01    250.00    10.00  0.00 260.00  0.00 260.00
            2024-05-01    250.00    10.00  0.00 260.00  0.00 260.00
        """,
        shares="p1 fee 20.00 interest 10.00 principal 10.00",
    ),
    LifeTable(
        name="C3143-principal-interest",
        source=WAIVER,
        place="C3143, UC3: allocation principal-interest, 10 against principal 250 and interest 10 due",
        conventions="principal, interest, penalties, fees",
        terms=flat(2024, 4),
        rules=LifeRules(overdue=PRINCIPAL_FIRST, due=PRINCIPAL_FIRST, advance=PRINCIPAL_FIRST),
        events=(Payment("p1", date(2024, 2, 1), Decimal("10")),),
        on=date(2024, 2, 1),
        rows="""
            due_on     principal interest  total  paid unpaid
            2024-02-01    250.00    10.00 260.00 10.00 250.00
            2024-03-01    250.00    10.00 260.00  0.00 260.00
            2024-04-01    250.00    10.00 260.00  0.00 260.00
            2024-05-01    250.00    10.00 260.00  0.00 260.00
        """,
        shares="p1 principal 10.00",
    ),
    LifeTable(
        name="C2625-penalty-fee-interest-principal",
        source=LOAN,
        place="C2625: 100, then 300 against penalty 10, fee 103, interest 10 and principal 333 in advance",
        conventions="penalties, fees, interest, principal, also in advance; the goodwill credit pays like a payment",
        terms=flat(2023, 3),
        rules=LifeRules(),
        events=(
            Charge("nsf", january(1), Decimal("10"), PENALTY),
            Charge("processing", january(1), Decimal("103"), FEE),
            *paid((10, "100"), (10, "300")),
        ),
        on=january(10),
        rows="""
            due_on     closing principal interest   fees penalties  total   paid unpaid
            2023-02-01  667.00    333.00    10.00 103.00     10.00 456.00 400.00  56.00
            2023-03-01  334.00    333.00    10.00   0.00      0.00 343.00   0.00 343.00
            2023-04-01    0.00    334.00    10.00   0.00      0.00 344.00   0.00 344.00
        """,
        shares="""
            p1 penalty 10.00 fee 90.00
            p2 fee 13.00 interest 10.00 principal 277.00
        """,
    ),
)

"""Single figures: the worked examples of spreadsheet and library manuals, and of a few lenders and courses.

Their functions compute unrounded and answer with many digits; here they stand to the cent.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import DayCount, InstalmentBasis, Method, PartOfPeriod, RoundingMode
from loans.engine.terms import Frequency, LoanTerms, Rounding
from tests.loans.references.table import Difference, Source, Table

# The first day is ours: with equal years and months the days change nothing.
START = date(2024, 1, 1)
YEARLY = Frequency(12)


def months(principal: str, rate: str, instalments: int) -> LoanTerms:
    """An annuity with monthly instalments, a twelfth of the rate a month."""
    return LoanTerms(
        principal=Decimal(principal), rate_yearly=Decimal(rate), paid_out_on=START, instalments=instalments
    )


def years(principal: str, rate: str, instalments: int) -> LoanTerms:
    """An annuity with yearly instalments."""
    return LoanTerms(
        principal=Decimal(principal),
        rate_yearly=Decimal(rate),
        paid_out_on=START,
        instalments=instalments,
        frequency=YEARLY,
    )


MONTHLY = "a twelfth of the rate a month"
EXCEL_PPMT = Source("PPMT function", "Microsoft", "support.microsoft.com/en-us/Excel/functions/ppmt-function")
EXCEL_CUMPRINC = Source(
    "CUMPRINC function and CUMIPMT function",
    "Microsoft",
    "support.microsoft.com/en-US/Excel/functions/cumprinc-function",
)
LOAN_SCHEDULE_JS = Source(
    "loan-schedule.js, test/test-annuity-loan-schedule.js and test-diffirentiated-loan-schedule.js (commit 4dc23295)",
    "Krotov Artem (timmson)",
    "github.com/timmson/loan-schedule.js/blob/4dc23295d108e9e2cd10cac95ccbabb5dbfed18a/test/"
    "test-annuity-loan-schedule.js",
)
FRAPPE = Source(
    "Frappe Lending, test_loan.py (commit 002b084f)",
    "Frappe Technologies Pvt. Ltd.",
    "github.com/frappe/lending/blob/002b084f613a7e020f31d3eb61dd9217474163ea/lending/loan_management/doctype/loan/"
    "test_loan.py",
)

TABLES = (
    Table(
        name="matlab-payper",
        source=Source("payper", "MathWorks", "uk.mathworks.com/help/finance/payper.html"),
        place="payper(0.1175/12, 36, 9000, 0, 0) = 297.8553",
        conventions=MONTHLY,
        terms=months("9000", "0.1175", 36),
        rows="""
            number  total
             1     297.86
        """,
    ),
    Table(
        name="matlab-amortize",
        source=Source("amortize", "MathWorks", "uk.mathworks.com/help/finance/amortize.html"),
        place="a 30-year mortgage of 100,000 at 12 %: Payment = 1028.61",
        conventions=MONTHLY,
        terms=months("100000", "0.12", 360),
        rows="""
            number   total
              1    1028.61
            359    1028.61
        """,
    ),
    Table(
        name="matlab-payodd",
        source=Source("payodd", "MathWorks", "uk.mathworks.com/help/finance/payodd.html"),
        place="payodd(0.11/12, 24, 4000, 0, 36) = 186.7731: the first payment in 36 days",
        conventions="the odd first period is 36/30 of a month",
        terms=LoanTerms(
            principal=Decimal("4000"),
            rate_yearly=Decimal("0.11"),
            paid_out_on=date(2024, 4, 2),
            first_due_on=date(2024, 5, 8),
            instalments=24,
            part_of_period=PartOfPeriod.THIRTY,
        ),
        rows="""
            number days  total
            1        36 186.77
        """,
    ),
    Table(
        name="excel-ppmt-2000",
        source=EXCEL_PPMT,
        place="PPMT(10%/12, 1, 2*12, 2000) = 75.62",
        conventions=MONTHLY,
        terms=months("2000", "0.10", 24),
        rows="""
            number principal
            1          75.62
        """,
    ),
    Table(
        name="excel-ppmt-200000",
        source=EXCEL_PPMT,
        place="PPMT(8%, 10, 10, 200000) = 27,598.05",
        conventions="yearly",
        terms=years("200000", "0.08", 10),
        rows="""
            number principal
            10      27598.05
        """,
        differences=(
            Difference(
                "The function computes unrounded; our instalment of 29,805.90 is 0.0026 too high, ten years long.",
                """
                10 principal 27598.02
                """,
            ),
        ),
    ),
    Table(
        name="excel-cumprinc",
        source=EXCEL_CUMPRINC,
        place="125,000 at 9 %, 30 years: CUMIPMT(1, 1) = 937.50, CUMPRINC(1, 1) = 68.27827118",
        conventions=MONTHLY,
        terms=months("125000", "0.09", 360),
        rows="""
            number interest principal
            1        937.50     68.28
        """,
    ),
    Table(
        name="pv-wave-payment",
        source=Source(
            "PAYMENT Function",
            "Rogue Wave Software, PV-WAVE",
            "help.perforce.com/pv-wave/2017.0/PVWAVE_Online_Help/Advantage/ch.10.special_functions.11.55.html",
        ),
        place="PAYMENT(0.08, 25, 100000., 0., 0) = 9367.88",
        conventions="yearly",
        terms=years("100000", "0.08", 25),
        rows="""
            number   total
            1      9367.88
        """,
    ),
    Table(
        name="foxpro-payment",
        source=Source(
            "PAYMENT( ) (Función)",
            "Microsoft, Visual FoxPro",
            "learn.microsoft.com/es-es/previous-versions/cc484664",
        ),
        place="PAYMENT(100000, .105/12, 20*12) displays 998.38",
        conventions=MONTHLY,
        terms=months("100000", "0.105", 240),
        rows="""
            number  total
            1      998.38
        """,
    ),
    Table(
        name="geogebra-payment-in-advance",
        source=Source("Payment Command", "GeoGebra", "geogebra.github.io/docs/manual/en/commands/Payment"),
        place="Payment(6%/12, 10, 10000, 0, 1) = 1022.59",
        conventions="payments at the beginning of the periods: the first one on the day of the payout",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.06"),
            paid_out_on=START,
            down_payment=Decimal("1022.59"),
            instalments=9,
        ),
        rows="""
            number   total
            1      1022.59
            2      1022.59
            9      1022.59
        """,
    ),
    Table(
        name="scribd-excel-120",
        source=Source(
            "Chapter14.xlsx, Loan Payment Analysis, scenario 2",
            "Scribd, document 633731834",
            "www.scribd.com/document/633731834",
        ),
        place="10,000 at 5 %, 10 years: 106.07 a month",
        conventions=MONTHLY,
        terms=months("10000", "0.05", 120),
        rows="""
            number  total
            1      106.07
        """,
    ),
    Table(
        name="mathelounge-100000",
        source=Source(
            "Wirtschaftsmathematik Aufgabe, Tilgungsplan aufstellen",
            "Mathelounge",
            "mathelounge.de/395031/wirtschaftsmathematik-aufgabe-tilgungsplan-aufstellen",
        ),
        place="100000 EUR, 8 %, 10 Jahre: erste Zeile des Tilgungsplans",
        conventions="yearly",
        terms=years("100000", "0.08", 10),
        rows="""
            number   opening interest    total principal  closing
            1      100000.00  8000.00 14902.95   6902.95 93097.05
        """,
    ),
    Table(
        name="alaction",
        source=Source(
            "Application: Tableau d'emprunt par annuités constantes",
            "alaction.fr",
            "alaction.fr/amortissement_emprunt_annuite_1.php",
        ),
        place="108 188 EUR, 12 ans, 5.4 %: les 2 premières années",
        conventions="annuités constantes",
        terms=years("108188", "0.054", 12),
        rows="""
            number   opening interest principal    total
            1      108188.00  5842.15   6641.11 12483.26
            2      101546.89  5483.53   6999.73 12483.26
        """,
    ),
    Table(
        name="loan-schedule-js-annuity",
        source=LOAN_SCHEDULE_JS,
        place="params($110000/60m/12.9%) has payment amount eq 2497.21",
        conventions=MONTHLY,
        terms=months("110000", "0.129", 60),
        rows="""
            number   total
            1      2497.21
        """,
    ),
    Table(
        name="loan-schedule-js-by-days",
        source=LOAN_SCHEDULE_JS,
        place="params($500000/12m/11.5%/25.10.2018/25) has total interest eq 31684.22",
        conventions="the instalment by the formula with equal months, the interest by actual days",
        terms=LoanTerms(
            principal=Decimal("500000"),
            rate_yearly=Decimal("0.115"),
            paid_out_on=date(2018, 10, 25),
            instalments=12,
            day_count=DayCount.ACTUAL_ACTUAL,
            instalment_basis=InstalmentBasis.FORMULA,
        ),
        rows="""
            number due_on
            12     2019-10-25
        """,
        totals="interest 31684.22",
    ),
    Table(
        name="loan-schedule-js-differentiated",
        source=LOAN_SCHEDULE_JS,
        place="params($50000/12m/11.5%/25.10.2016/25): overall interest 3111.18, last payment 4206.01",
        conventions="equal principal, interest by actual days over the days of the year in which a night ends",
        terms=LoanTerms(
            principal=Decimal("50000"),
            rate_yearly=Decimal("0.115"),
            paid_out_on=date(2016, 10, 25),
            instalments=12,
            method=Method.EQUAL_PRINCIPAL,
            day_count=DayCount.ACTUAL_ACTUAL_END,
        ),
        rows="""
            number   total
            12     4206.01
        """,
        totals="interest 3111.18",
    ),
    Table(
        name="frappe-lending",
        source=FRAPPE,
        place="test_loan_with_repayment_periods: 280000 at 8.4 %, 20 months from 27 January 2025: 15052 a month",
        conventions="the instalment by the formula, rounded up to a whole rupee; interest by actual days over 365",
        terms=LoanTerms(
            principal=Decimal("280000"),
            rate_yearly=Decimal("0.084"),
            paid_out_on=date(2025, 1, 27),
            instalments=20,
            day_count=DayCount.ACTUAL_365,
            instalment_basis=InstalmentBasis.FORMULA,
            instalment_rounding=Rounding(Decimal("1.00"), RoundingMode.UP),
        ),
        rows="""
            number    total principal interest   closing
             4     15052.00  13392.00  1660.00 226979.00
            18     15052.00  14745.00   307.00  29715.00
            20            -  14875.00   106.00      0.00
        """,
        totals="interest 20970.00 total 300970.00",
        differences=(
            Difference(
                "The source shows whole rupees.",
                """
                0 interest 20969.62; 0 total 300969.62
                4 principal 13392.45; 4 interest 1659.55; 4 closing 226978.63
                18 principal 14745.04; 18 interest 306.96; 18 closing 29715.49
                20 principal 14875.49; 20 interest 106.13
                """,
            ),
        ),
    ),
    Table(
        name="frappe-lending-given-instalment",
        source=FRAPPE,
        place="test_loan_with_fixed_amount_per_period: 280000 at 8.4 %, 14000 a month from 1 October 2020",
        conventions="the instalment is given, the term follows: 22 months; actual days over 365",
        terms=LoanTerms(
            principal=Decimal("280000"),
            rate_yearly=Decimal("0.084"),
            paid_out_on=date(2020, 10, 1),
            method=Method.GIVEN_INSTALMENT,
            instalment=Decimal("14000"),
            day_count=DayCount.ACTUAL_365,
        ),
        rows="""
            number    total
            21     14000.00
            22            -
        """,
        totals="interest 22708.00 total 302708.00",
        differences=(Difference("The source shows whole rupees.", "0 interest 22707.63; 0 total 302707.63"),),
    ),
    Table(
        name="loan-schedule-js-given-instalment",
        source=LOAN_SCHEDULE_JS,
        place="params($500000/24m/11.5%/01.10.2016/28), payment 30000: total interest 52407.64",
        conventions="the instalment is given; interest by actual days over the days of the year in which a night ends",
        terms=LoanTerms(
            principal=Decimal("500000"),
            rate_yearly=Decimal("0.115"),
            paid_out_on=date(2016, 10, 1),
            first_due_on=date(2016, 11, 28),
            method=Method.GIVEN_INSTALMENT,
            instalment=Decimal("30000"),
            day_count=DayCount.ACTUAL_ACTUAL_END,
        ),
        rows="""
            number    total
            11     30000.00
            16     30000.00
        """,
        totals="interest 52407.64",
    ),
)

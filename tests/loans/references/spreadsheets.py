"""Tables made in a spreadsheet or like one: every amount is shown rounded and computed unrounded. Where that shows, the
difference is listed with its reason.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import Method
from loans.engine.terms import Frequency, LoanTerms
from tests.loans.references.table import Difference, Source, Table

YEARLY = Frequency(12)
# The first day is ours: with equal years and months the days change nothing.
START = date(2024, 1, 1)


def yearly(principal: str, rate: str, **more: object) -> LoanTerms:
    """A loan with yearly instalments."""
    return LoanTerms(
        principal=Decimal(principal),
        rate_yearly=Decimal(rate),
        paid_out_on=START,
        frequency=YEARLY,
        **more,  # type: ignore[arg-type]
    )


TABLES = (
    Table(
        name="numpy-financial",
        source=Source(
            "numpy-financial, ipmt, Examples", "NumPy", "numpy.org/numpy-financial/latest/ipmt.html"
        ),
        place="the amortization schedule of a 1 year loan of $2500 at 8.24 % compounded monthly",
        conventions="a twelfth of the rate a month; shown rounded, computed unrounded",
        terms=LoanTerms(
            principal=Decimal("2500"), rate_yearly=Decimal("0.0824"), paid_out_on=START, instalments=12
        ),
        rows="""
            principal interest closing
               200.58    17.17 2299.42
               201.96    15.79 2097.46
               203.35    14.40 1894.11
               204.74    13.01 1689.37
               206.15    11.60 1483.22
               207.56    10.18 1275.66
               208.99     8.76 1066.67
               210.42     7.32  856.25
               211.87     5.88  644.38
               213.32     4.42  431.05
               214.79     2.96  216.26
               216.26     1.49    0.00
        """,
        totals="interest 112.98",
        differences=(
            Difference(
                "The source carries fractions of cents from row to row and rounds only what it shows; we round every "
                "row.",
                """
                0 interest 112.97
                6 principal 207.57; 6 closing 1275.65
                7 closing 1066.66
                8 principal 210.43; 8 closing 856.23
                9 closing 644.36
                10 principal 213.33; 10 closing 431.03
                11 closing 216.24
                12 principal 216.24; 12 interest 1.48
                """,
            ),
        ),
    ),
    Table(
        name="formsbirds-balloon",
        source=Source(
            "Balloon Payment Calculator", "FormsBirds", "www.formsbirds.com/free-balloon-payment-calculator"
        ),
        place="500,000 at 6 %, amortization period 180 months, balloon a month after the 59th payment",
        conventions="a twelfth of the rate a month; the balloon 'with rounding' is the balance of rounded rows",
        terms=LoanTerms(
            principal=Decimal("500000"),
            rate_yearly=Decimal("0.06"),
            paid_out_on=date(2009, 10, 15),
            instalments=60,
            method=Method.GIVEN_INSTALMENT,
            instalment=Decimal("4219.28"),
        ),
        rows="""
            number due_on         total interest principal
             1     2009-11-15   4219.28  2500.00   1719.28
             2     2009-12-15   4219.28  2491.40   1727.88
             3     2010-01-15   4219.28  2482.76   1736.52
             4     2010-02-15   4219.28  2474.08   1745.20
             5     2010-03-15   4219.28  2465.36   1753.92
             6     2010-04-15   4219.28  2456.59   1762.69
             7     2010-05-15   4219.28  2447.77   1771.51
             8     2010-06-15   4219.28  2438.92   1780.36
             9     2010-07-15   4219.28  2430.01   1789.27
            10     2010-08-15   4219.28  2421.07   1798.21
            11     2010-09-15   4219.28  2412.08   1807.20
            12     2010-10-15   4219.28  2403.04   1816.24
            13     2010-11-15   4219.28  2393.96   1825.32
            14     2010-12-15   4219.28  2384.83   1834.45
            15     2011-01-15   4219.28  2375.66   1843.62
            16     2011-02-15   4219.28  2366.44   1852.84
            17     2011-03-15   4219.28  2357.18   1862.10
            18     2011-04-15   4219.28  2347.87   1871.41
            19     2011-05-15   4219.28  2338.51   1880.77
            20     2011-06-15   4219.28  2329.11   1890.17
            21     2011-07-15   4219.28  2319.66   1899.62
            22     2011-08-15   4219.28  2310.16   1909.12
            23     2011-09-15   4219.28  2300.61   1918.67
            24     2011-10-15   4219.28  2291.02   1928.26
            25     2011-11-15   4219.28  2281.38   1937.90
            26     2011-12-15   4219.28  2271.69   1947.59
            27     2012-01-15   4219.28  2261.95   1957.33
            28     2012-02-15   4219.28  2252.16   1967.12
            29     2012-03-15   4219.28  2242.33   1976.95
            60     2014-10-15 384265.10        -         -
        """,
        totals="interest 133202.62 total 633202.62",
    ),
    Table(
        name="scribd-excel-60",
        source=Source(
            "Chapter14.xlsx, Loan Payment Analysis",
            "Scribd, document 633731834",
            "www.scribd.com/document/633731834",
        ),
        place="10,000 at 6 %, 5 years, monthly",
        conventions="a twelfth of the rate a month; shown rounded, computed unrounded",
        terms=LoanTerms(
            principal=Decimal("10000"), rate_yearly=Decimal("0.06"), paid_out_on=START, instalments=60
        ),
        rows="""
            number principal interest  total
             1        143.33    50.00 193.33
             2        144.04    49.28 193.33
             3        144.76    48.56 193.33
             4        145.49    47.84 193.33
             5        146.22    47.11 193.33
             6        146.95    46.38 193.33
             7        147.68    45.65 193.33
             8        148.42    44.91 193.33
             9        149.16    44.17 193.33
            10        149.91    43.42 193.33
            60        192.37     0.96 193.33
        """,
        totals="principal 10000.00 interest 1599.68 total 11599.68",
        differences=(
            Difference(
                "The source carries fractions of cents from row to row and rounds only what it shows; we round every "
                "row.",
                """
                2 principal 144.05
                3 principal 144.77
                60 principal 192.25; 60 total 193.21
                """,
            ),
        ),
    ),
    Table(
        name="scribd-excel-balloon",
        source=Source(
            "Chapter14.xlsx, Loan Payment Analysis",
            "Scribd, document 633731834",
            "www.scribd.com/document/633731834",
        ),
        place="10,000 at 6 %, 5 years, balloon payment 3,000",
        conventions="PMT with a future value: the balloon is due with the last instalment; computed unrounded",
        terms=LoanTerms(
            principal=Decimal("10000"),
            rate_yearly=Decimal("0.06"),
            paid_out_on=START,
            instalments=60,
            balloon=Decimal("3000"),
        ),
        rows="""
            number  total
             1     150.33
            59     150.33
            60    3150.33
        """,
        totals="interest 2019.78",
        differences=(
            Difference(
                "The source carries fractions of cents from row to row and rounds only what it shows; we round every "
                "row.",
                """
                60 total 3150.31
                """,
            ),
        ),
    ),
    Table(
        name="scribd-excel-10",
        source=Source(
            "Chapter14.xlsx, Amortization Schedule",
            "Scribd, document 633731834",
            "www.scribd.com/document/633731834",
        ),
        place="500,000 at 6 %, 10 yearly payments; rows 1 to 4",
        conventions="yearly; shown rounded, computed unrounded",
        terms=yearly("500000", "0.06", instalments=10),
        rows="""
            number    total principal interest cumulative
             1     67933.98  37933.98 30000.00   67933.98
             2     67933.98  40210.02 27723.96  135867.96
             3     67933.98  42622.62 25311.36  203801.94
             4     67933.98  45179.98 22754.00  271735.92
        """,
    ),
)

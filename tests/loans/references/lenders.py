"""Tables that lenders and borrowers published: a Belgian consumer lender, an exhibit of the SEC."""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import Method, RateKind
from loans.engine.terms import GivenInstalment, LoanTerms
from tests.loans.references.table import Difference, Source, Table

# The first day is ours: with equal months the days change nothing.
START = date(2024, 1, 1)
MICROSTART = Source("microStart", "mes-aides-financieres.be", "mes-aides-financieres.be/finance/microstart")

TABLES = (
    Table(
        name="mozzeno",
        source=Source(
            "Hoe een aflossingstabel opmaken en lezen?",
            "mozzeno nv, Brussels",
            "www.mozzeno.com/nl/blog/aflossingstabel",
        ),
        place="Voorbeeld van een aflossingstabel: EUR 15.000 over 4 jaar, 2,95 %, interest 908,36",
        conventions="an effective rate (JKP): a month bears 1.0295 ^ (1/12) - 1; computed unrounded",
        terms=LoanTerms(
            principal=Decimal("15000"),
            rate_yearly=Decimal("0.0295"),
            rate_kind=RateKind.EFFECTIVE,
            paid_out_on=START,
            instalments=48,
        ),
        rows="""
            number  opening  total interest principal  closing
             1     15000.00 331.42    36.39    295.04 14704.96
             2     14704.96 331.42    35.67    295.75 14409.21
             3     14409.21 331.42    34.95    296.47 14112.74
             4     14112.74 331.42    34.23    297.19 13815.54
             5     13815.54 331.42    33.51    297.91 13517.63
             6     13517.63 331.42    32.79    298.63 13219.00
            48       330.62 331.42     0.80    330.62     0.00
        """,
        totals="interest 908.36",
        differences=(
            Difference(
                "The source carries fractions of cents from row to row and rounds only what it shows; we round every "
                "row.",
                """
                1 principal 295.03; 1 closing 14704.97
                2 opening 14704.97; 2 closing 14409.22
                3 opening 14409.22; 3 closing 14112.75
                4 opening 14112.75; 4 closing 13815.56
                5 opening 13815.56; 5 closing 13517.65
                6 opening 13517.65; 6 closing 13219.02
                48 opening 330.82; 48 total 331.62; 48 principal 330.82
                """,
            ),
        ),
    ),
    Table(
        name="sec-exhibit",
        source=Source(
            "Exhibit 10.2 of a filing of August 2009, amortization of a loan of 43,000,000",
            "U.S. Securities and Exchange Commission, EDGAR",
            "www.sec.gov/Archives/edgar/data/1283193/000114420409038377/v155350_ex10-2.htm",
        ),
        place="Year 1 to year 2: 12 months of grace, then 150,000, later 250,000 of principal a month",
        conventions="effective annual rate 10.60 %; shown in whole dollars; the rest of its years not reproduced",
        terms=LoanTerms(
            principal=Decimal("43000000"),
            rate_yearly=Decimal("0.106"),
            rate_kind=RateKind.EFFECTIVE,
            paid_out_on=START,
            method=Method.BY_HAND,
            by_hand=(
                *[GivenInstalment()] * 12,
                *[GivenInstalment(principal=Decimal("150000"))] * 6,
                *[GivenInstalment(principal=Decimal("250000"))] * 6,
                GivenInstalment(principal=Decimal("40600000")),
            ),
        ),
        rows="""
            number     opening principal     closing
            12     43000000.00      0.00 43000000.00
            13     43000000.00 150000.00 42850000.00
            18     42250000.00 150000.00 42100000.00
            19     42100000.00 250000.00 41850000.00
            24     40850000.00 250000.00 40600000.00
            25     40600000.00 40600000.00      0.00
        """,
    ),
    Table(
        name="microstart-1000",
        source=MICROSTART,
        place="1 000 EUR, 3 months: interest 16,63",
        conventions="equal instalments; the page does not print the rate: 9.95 % is the one of two decimals that fits",
        terms=LoanTerms(
            principal=Decimal("1000"), rate_yearly=Decimal("0.0995"), paid_out_on=START, instalments=3
        ),
        totals="interest 16.63",
    ),
    Table(
        name="microstart-15000",
        source=MICROSTART,
        place="15 000 EUR, 30 months: interest 1 796,29",
        conventions="equal instalments; the page does not print the rate: 8.95 % is the one of two decimals that fits",
        terms=LoanTerms(
            principal=Decimal("15000"), rate_yearly=Decimal("0.0895"), paid_out_on=START, instalments=30
        ),
        totals="interest 1796.29",
        differences=(
            Difference(
                "The source takes 30 times the instalment with its fractions of a cent; we round every row.",
                "0 interest 1796.30",
            ),
        ),
    ),
)

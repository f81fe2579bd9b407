"""Tables of textbooks, courses and forums, mostly with yearly instalments: French, German, and two of spreadsheets.

Most are made in a spreadsheet: every amount is shown rounded and computed unrounded. Where that shows, the difference
is listed with its reason.
"""

from datetime import date
from decimal import Decimal

from loans.engine.conventions import Method, Remainder
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
        name="experts-univers",
        source=Source(
            "Mathématique financière: exemple d'annuités constantes",
            "experts-univers",
            "experts-univers.com/mathematique-financiere.html",
        ),
        place="Exemple d'un emprunt de 20.000 EUR, d'une durée de 4 ans, au taux de 5 %",
        conventions="annuité constante; the last one stays equal, its interest takes the cent",
        terms=yearly("20000", "0.05", instalments=4, remainder=Remainder.LAST_INTEREST),
        rows="""
             opening interest principal   total  closing
            20000.00  1000.00   4640.24 5640.24 15359.76
            15359.76   767.99   4872.25 5640.24 10487.51
            10487.51   524.38   5115.86 5640.24  5371.65
             5371.65   268.59   5371.65 5640.24     0.00
        """,
    ),
    Table(
        name="iutenligne",
        source=Source(
            "Amortissements, 3.3.3 Exemple",
            "IUT en ligne, M. Paronneau",
            "public.iutenligne.net/mathematiques/mathematiques-financieres/paronneau/amortissements",
        ),
        place="Tableau d'amortissement: amortissements constants, 5000 EUR, 5 annuités, 10 %",
        conventions="amortissement constant",
        terms=yearly("5000", "0.10", instalments=5, method=Method.EQUAL_PRINCIPAL),
        rows="""
            opening interest principal   total
            5000.00   500.00   1000.00 1500.00
            4000.00   400.00   1000.00 1400.00
            3000.00   300.00   1000.00 1300.00
            2000.00   200.00   1000.00 1200.00
            1000.00   100.00   1000.00 1100.00
        """,
    ),
    Table(
        name="iutenligne-annuity",
        source=Source(
            "Amortissements, 3.2.3 Exemple",
            "IUT en ligne, M. Paronneau",
            "public.iutenligne.net/mathematiques/mathematiques-financieres/paronneau/amortissements",
        ),
        place="Tableau d'amortissement: 6000 EUR en 4 annuités constantes, 3,5 %",
        conventions="annuité constante",
        terms=yearly("6000", "0.035", instalments=4),
        rows="""
            opening interest principal   total
            6000.00   210.00   1423.51 1633.51
            4576.49   160.18   1473.33 1633.51
            3103.16   108.61   1524.90 1633.51
            1578.26    55.24   1578.27 1633.51
        """,
        differences=(
            Difference(
                "The last row of the source repays 1,578.27 of the 1,578.26 that are left.",
                "4 principal 1578.26; 4 total 1633.50",
            ),
        ),
    ),
    Table(
        name="yaronet",
        source=Source(
            "Forum, message 473 of The_CUrELe, 17 June 2008",
            "yAronet",
            "www.yaronet.com/posts/111989-473.frame",
        ),
        place="J'emprunte 400 000 euros à 3 % l'an sur 5 ans",
        conventions="amortissement annuel constant",
        terms=yearly("400000", "0.03", instalments=5, method=Method.EQUAL_PRINCIPAL),
        rows="""
              opening principal interest    total
            400000.00  80000.00 12000.00 92000.00
            320000.00  80000.00  9600.00 89600.00
            240000.00  80000.00  7200.00 87200.00
            160000.00  80000.00  4800.00 84800.00
             80000.00  80000.00  2400.00 82400.00
        """,
    ),
    Table(
        name="scribd-constant",
        source=Source(
            "Tableau d'amortissement par amortissement constant",
            "Scribd, document 469358327",
            "fr.scribd.com/document/469358327",
        ),
        place="25 000 FCFA sur 5 ans à 6 % l'an",
        conventions="amortissement constant",
        terms=yearly("25000", "0.06", instalments=5, method=Method.EQUAL_PRINCIPAL),
        rows="""
             opening interest principal   total  closing
            25000.00  1500.00   5000.00 6500.00 20000.00
            20000.00  1200.00   5000.00 6200.00 15000.00
            15000.00   900.00   5000.00 5900.00 10000.00
            10000.00   600.00   5000.00 5600.00  5000.00
             5000.00   300.00   5000.00 5300.00     0.00
        """,
        totals="interest 4500.00",
    ),
    Table(
        name="mathelounge-500000",
        source=Source(
            "Annuitätendarlehen berechnen (answer with the table of zinsen-berechnen.de)",
            "Mathelounge",
            "mathelounge.de/847349/annuitatendarlehen-berechnen",
        ),
        place="500 000 EUR, 4 % Zins, Annuität 30 000",
        conventions="the annuity is given, the term follows; shown rounded, computed unrounded",
        terms=yearly("500000", "0.04", method=Method.GIVEN_INSTALMENT, instalment=Decimal("30000")),
        rows="""
            number   opening    total interest principal   closing
             1     500000.00 30000.00 20000.00  10000.00 490000.00
             2     490000.00 30000.00 19600.00  10400.00 479600.00
             3     479600.00 30000.00 19184.00  10816.00 468784.00
             4     468784.00 30000.00 18751.36  11248.64 457535.36
             5     457535.36 30000.00 18301.41  11698.59 445836.77
             6     445836.77 30000.00 17833.47  12166.53 433670.25
             7     433670.25 30000.00 17346.81  12653.19 421017.06
             8     421017.06 30000.00 16840.68  13159.32 407857.74
             9     407857.74 30000.00 16314.31  13685.69 394172.05
            10     394172.05 30000.00 15766.88  14233.12 379938.93
            11     379938.93 30000.00 15197.56  14802.44 365136.49
            12     365136.49 30000.00 14605.46  15394.54 349741.95
            13     349741.95 30000.00 13989.68  16010.32 333731.62
            14     333731.62 30000.00 13349.26  16650.74 317080.89
            15     317080.89 30000.00 12683.24  17316.76 299764.12
            16     299764.12 30000.00 11990.56  18009.44 281754.69
            17     281754.69 30000.00 11270.19  18729.81 263024.88
            18     263024.88 30000.00 10521.00  19479.00 243545.87
            19     243545.87 30000.00  9741.83  20258.17 223287.71
            20     223287.71 30000.00  8931.51  21068.49 202219.21
            21     202219.21 30000.00  8088.77  21911.23 180307.98
            22     180307.98 30000.00  7212.32  22787.68 157520.30
            23     157520.30 30000.00  6300.81  23699.19 133821.11
            24     133821.11 30000.00  5352.84  24647.16 109173.96
            25     109173.96 30000.00  4366.96  25633.04  83540.92
            26      83540.92 30000.00  3341.64  26658.36  56882.55
            27      56882.55 30000.00  2275.30  27724.70  29157.86
            28      29157.86 30000.00  1166.31  28833.69    324.17
            29        324.17   337.14    12.97    324.17      0.00
        """,
        totals="principal 500000.00 interest 340337.14 total 840337.14",
        differences=(
            Difference(
                "The source carries fractions of cents from row to row and rounds only what it shows; we round every "
                "row.",
                """
                0 interest 340337.12; 0 total 840337.12
                6 closing 433670.24
                7 opening 433670.24; 7 closing 421017.05
                8 opening 421017.05; 8 closing 407857.73
                9 opening 407857.73; 9 closing 394172.04
                10 opening 394172.04; 10 closing 379938.92
                11 opening 379938.92; 11 closing 365136.48
                12 opening 365136.48; 12 closing 349741.94
                13 opening 349741.94
                14 closing 317080.88
                15 opening 317080.88
                16 closing 281754.68
                17 opening 281754.68; 17 closing 263024.87
                18 opening 263024.87; 18 interest 10520.99; 18 principal 19479.01; 18 closing 243545.86
                19 opening 243545.86; 19 closing 223287.69
                20 opening 223287.69; 20 closing 202219.20
                21 opening 202219.20; 21 closing 180307.97
                22 opening 180307.97; 22 closing 157520.29
                23 opening 157520.29; 23 closing 133821.10
                24 opening 133821.10; 24 closing 109173.94
                25 opening 109173.94; 25 closing 83540.90
                26 opening 83540.90; 26 closing 56882.54
                27 opening 56882.54; 27 closing 29157.84
                28 opening 29157.84; 28 closing 324.15
                29 opening 324.15; 29 total 337.12; 29 principal 324.15
                """,
            ),
        ),
    ),
    Table(
        name="mathelounge-201",
        source=Source(
            "Errechnung der Tilgungsraten (answer with the table of zinsen-berechnen.de)",
            "Mathelounge",
            "mathelounge.de/440071/errechnung-der-tilgungsraten",
        ),
        place="201 EUR, 5 %, 9 Jahre",
        conventions="constant annuity; shown rounded, computed unrounded",
        terms=yearly("201", "0.05", instalments=9),
        rows="""
            opening total interest principal closing
             201.00 28.28    10.05     18.23  182.77
             182.77 28.28     9.14     19.14  163.63
             163.63 28.28     8.18     20.10  143.53
             143.53 28.28     7.18     21.10  122.43
             122.43 28.28     6.12     22.16  100.27
             100.27 28.28     5.01     23.26   77.01
              77.01 28.28     3.85     24.43   52.58
              52.58 28.28     2.63     25.65   26.93
              26.93 28.28     1.35     26.93    0.00
        """,
        totals="principal 201.00 interest 53.51 total 254.51",
        differences=(
            Difference(
                "The source carries fractions of cents from row to row and rounds only what it shows; we round every "
                "row.",
                """
                6 principal 23.27; 6 closing 77.00
                7 opening 77.00; 7 closing 52.57
                8 opening 52.57; 8 closing 26.92
                9 opening 26.92; 9 total 28.27; 9 principal 26.92
                """,
            ),
        ),
    ),
    Table(
        name="bankazubi",
        source=Source(
            "Forum, topic 1307, 15 January 2003",
            "bankazubi.de",
            "bankazubi.de/community/forum/f_beitrag_lesen.php?forumid=28&topicid=1307",
        ),
        place="15.525,38 EUR zu 7 %, 8 Annuitäten von 2.600 EUR",
        conventions="the annuity is given; rounded each year; the source leaves one cent of debt",
        terms=yearly(
            "15525.38", "0.07", instalments=8, method=Method.GIVEN_INSTALMENT, instalment=Decimal("2600")
        ),
        rows="""
             opening interest principal   total  closing
            15525.38  1086.78   1513.22 2600.00 14012.16
            14012.16   980.85   1619.15 2600.00 12393.01
            12393.01   867.51   1732.49 2600.00 10660.52
            10660.52   746.24   1853.76 2600.00  8806.76
             8806.76   616.47   1983.53 2600.00  6823.23
             6823.23   477.63   2122.37 2600.00  4700.86
             4700.86   329.06   2270.94 2600.00  2429.92
             2429.92   170.09   2429.91 2600.00     0.01
        """,
        differences=(
            Difference(
                "The source leaves one cent of debt after the last annuity; our last instalment repays it.",
                """
                8 principal 2429.92; 8 total 2600.01; 8 closing 0.00
                """,
            ),
        ),
    ),
)

"""Published examples of day counts against `part_of_year`.

Sources. Actual/actual: ISDA, "EMU and market conventions: recent developments" (1998), as tabled in QuantLib,
test-suite/daycounters.cpp, testActualActual (commit 00db6da3; github.com/lballabio/QuantLib). 30/360 and 30E/360: ISDA,
"30/360 day count conventions" (22 December 2008; www.isda.org/2008/12/22/30-360-day-count-conventions), its spreadsheet
as tabled in the same file, testThirty360_BondBasis and testThirty360_EurobondBasis. 30/360 US and actual/360, /364 and
/365: OpenGamma Strata, DayCountTest (commit 0af75e6f; github.com/OpenGamma/Strata).
"""

from datetime import date
from decimal import Decimal

import pytest

from loans.engine.conventions import DayCount
from loans.engine.day_count import part_of_year

# What QuantLib has for ISDA's actual/actual; it says itself that the case of July 2003 disagrees with the first print
# of the memorandum.
ACTUAL_ACTUAL = """
    2003-11-01 2004-05-01 0.497724380567
    1999-02-01 1999-07-01 0.410958904110
    1999-07-01 2000-07-01 1.0013773486
    2002-08-15 2003-07-15 0.915068493151
    2003-07-15 2004-01-15 0.504004790778
    1999-07-30 2000-01-30 0.503892506924
    2000-01-30 2000-06-30 0.415300546448
"""
THIRTY_E_360 = """
    2006-08-20 2007-02-20 180
    2007-02-20 2007-08-20 180
    2007-08-20 2008-02-20 180
    2008-02-20 2008-08-20 180
    2008-08-20 2009-02-20 180
    2009-02-20 2009-08-20 180
    2006-02-28 2006-08-31 182
    2006-08-31 2007-02-28 178
    2007-02-28 2007-08-31 182
    2007-08-31 2008-02-29 179
    2008-02-29 2008-08-31 181
    2008-08-31 2009-02-28 178
    2009-02-28 2009-08-31 182
    2009-08-31 2010-02-28 178
    2010-02-28 2010-08-31 182
    2010-08-31 2011-02-28 178
    2011-02-28 2011-08-31 182
    2011-08-31 2012-02-29 179
    2006-01-31 2006-02-28  28
    2006-01-30 2006-02-28  28
    2006-02-28 2006-03-03   5
    2006-02-14 2006-02-28  14
    2006-09-30 2006-10-31  30
    2006-10-31 2006-11-28  28
    2007-08-31 2008-02-28 178
    2008-02-28 2008-08-28 180
    2008-02-28 2008-08-30 182
    2008-02-28 2008-08-31 182
    2007-02-26 2008-02-28 362
    2007-02-26 2008-02-29 363
    2008-02-29 2009-02-28 359
    2008-02-28 2008-03-30  32
    2008-02-28 2008-03-31  32
"""
BOND_BASIS = """
    2006-08-20 2007-02-20 180
    2007-02-20 2007-08-20 180
    2007-08-20 2008-02-20 180
    2008-02-20 2008-08-20 180
    2008-08-20 2009-02-20 180
    2009-02-20 2009-08-20 180
    2006-08-31 2007-02-28 178
    2007-02-28 2007-08-31 183
    2007-08-31 2008-02-29 179
    2008-02-29 2008-08-31 182
    2008-08-31 2009-02-28 178
    2009-02-28 2009-08-31 183
    2006-01-31 2006-02-28  28
    2006-01-30 2006-02-28  28
    2006-02-28 2006-03-03   5
    2006-02-14 2006-02-28  14
    2006-09-30 2006-10-31  30
    2006-10-31 2006-11-28  28
    2007-08-31 2008-02-28 178
    2008-02-28 2008-08-28 180
    2008-02-28 2008-08-30 182
    2008-02-28 2008-08-31 183
    2007-02-26 2008-02-28 362
    2007-02-26 2008-02-29 363
    2008-02-29 2009-02-28 359
    2008-02-28 2008-03-30  32
    2008-02-28 2008-03-31  33
"""
# OpenGamma's THIRTY_360_PSA, with the end of February taken as a 30th at the start.
AMERICAN = """
    2011-12-28 2012-02-28   60
    2011-12-28 2012-02-29   61
    2011-12-28 2012-03-01   63
    2012-02-28 2012-03-28   30
    2012-02-29 2012-03-28   28
    2011-02-28 2012-02-28  358
    2012-05-30 2013-08-29  449
    2012-05-29 2013-08-30  451
    2012-05-30 2013-08-30  450
    2012-05-29 2013-08-31  452
    2012-05-30 2013-08-31  450
    2012-05-31 2013-08-30  450
    2012-05-31 2013-08-31  450
"""
ACTUAL = """
    2003-11-01 2004-05-01 0.497724380567
    1999-02-01 1999-07-01 0.410958904110
    1999-07-01 2000-07-01 1.0013773486
    2002-08-15 2003-07-15 0.915068493151
    2003-07-15 2004-01-15 0.504004790778
    1999-07-30 2000-01-30 0.503892506924
    2000-01-30 2000-06-30 0.415300546448
"""
THIRTY_E_360 = """
    2006-08-20 2007-02-20 180
    2007-02-20 2007-08-20 180
    2007-08-20 2008-02-20 180
    2008-02-20 2008-08-20 180
    2008-08-20 2009-02-20 180
    2009-02-20 2009-08-20 180
    2006-02-28 2006-08-31 182
    2006-08-31 2007-02-28 178
    2007-02-28 2007-08-31 182
    2007-08-31 2008-02-29 179
    2008-02-29 2008-08-31 181
    2008-08-31 2009-02-28 178
    2009-02-28 2009-08-31 182
    2009-08-31 2010-02-28 178
    2010-02-28 2010-08-31 182
    2010-08-31 2011-02-28 178
    2011-02-28 2011-08-31 182
    2011-08-31 2012-02-29 179
    2006-01-31 2006-02-28  28
    2006-01-30 2006-02-28  28
    2006-02-28 2006-03-03   5
    2006-02-14 2006-02-28  14
    2006-09-30 2006-10-31  30
    2006-10-31 2006-11-28  28
    2007-08-31 2008-02-28 178
    2008-02-28 2008-08-28 180
    2008-02-28 2008-08-30 182
    2008-02-28 2008-08-31 182
    2007-02-26 2008-02-28 362
    2007-02-26 2008-02-29 363
    2008-02-29 2009-02-28 359
    2008-02-28 2008-03-30  32
    2008-02-28 2008-03-31  32
"""
# Of ISDA's 30/360 those that do not start at the end of February: there the American rule of the securities industry,
# which is ours, takes the day as a 30th, and ISDA's bond basis does not.
THIRTY_360_US = """
    2006-08-20 2007-02-20 180
    2007-02-20 2007-08-20 180
    2007-08-20 2008-02-20 180
    2006-08-31 2007-02-28 178
    2007-08-31 2008-02-29 179
    2008-08-31 2009-02-28 178
    2006-01-31 2006-02-28  28
    2006-01-30 2006-02-28  28
    2006-02-14 2006-02-28  14
    2006-09-30 2006-10-31  30
    2006-10-31 2006-11-28  28
    2007-08-31 2008-02-28 178
    2008-02-28 2008-08-28 180
    2008-02-28 2008-08-30 182
    2008-02-28 2008-08-31 183
    2007-02-26 2008-02-28 362
    2007-02-26 2008-02-29 363
    2008-02-28 2008-03-30  32
    2008-02-28 2008-03-31  33
"""
ACTUAL = """
    2011-12-28 2012-02-28   62
    2011-12-28 2012-02-29   63
    2011-12-28 2012-03-01   64
    2011-12-28 2016-02-28 1523
    2011-12-28 2016-02-29 1524
    2011-12-28 2016-03-01 1525
    2012-02-28 2012-03-28   29
    2012-02-29 2012-03-28   28
    2012-03-01 2012-03-28   27
"""


def cases(text: str) -> list[tuple[date, date, str]]:
    lines = [line.split() for line in text.strip().splitlines()]
    return [(date.fromisoformat(start), date.fromisoformat(end), said) for start, end, said in lines]


@pytest.mark.parametrize(("start", "end", "said"), cases(ACTUAL_ACTUAL))
def test_actual_actual_to_all_decimals(start: date, end: date, said: str):
    numerator, denominator = part_of_year(DayCount.ACTUAL_ACTUAL, start, end)
    decimals = len(said.split(".")[1])
    assert str(round(Decimal(numerator) / denominator, decimals)) == said


@pytest.mark.parametrize(("start", "end", "said"), cases(THIRTY_E_360))
def test_days_by_the_eurobond_basis(start: date, end: date, said: str):
    assert part_of_year(DayCount.THIRTY_E_360, start, end) == (int(said), 360)


@pytest.mark.parametrize(("start", "end", "said"), cases(BOND_BASIS))
def test_days_by_the_bond_basis(start: date, end: date, said: str):
    assert part_of_year(DayCount.THIRTY_360, start, end) == (int(said), 360)


@pytest.mark.parametrize(("start", "end", "said"), cases(AMERICAN))
def test_days_by_the_american_basis(start: date, end: date, said: str):
    assert part_of_year(DayCount.THIRTY_360_US, start, end) == (int(said), 360)


@pytest.mark.parametrize(("start", "end", "said"), cases(ACTUAL))
@pytest.mark.parametrize(
    ("count", "year"), [(DayCount.ACTUAL_360, 360), (DayCount.ACTUAL_364, 364), (DayCount.ACTUAL_365, 365)]
)
def test_actual_days_over_a_fixed_year(count: DayCount, year: int, start: date, end: date, said: str):
    assert part_of_year(count, start, end) == (int(said), year)

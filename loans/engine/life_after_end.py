"""What principal that is still late bears after the last period of the schedule."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from loans.engine.calendar import days_between
from loans.engine.errors import ImpossibleQuestion
from loans.engine.life_interest import NOTHING, borne, rate_on, rounded
from loans.engine.periods import Period, anchor_day, step
from loans.engine.terms import Frequency, LoanTerms

# A hundred years. A day beyond them is a slip of the pen, and would cost a walk through all periods until then.
MOST_DAYS = 36_525


class AfterEnd:
    """The periods after the last one, like those of the schedule, and the interest `borne` in them: EUR, exactly."""

    def __init__(self) -> None:
        self.borne = NOTHING
        self._after: tuple[date, Frequency] | None = None  # the end and the rhythm that the periods follow
        self._passed = 0  # how many of them are over
        self._asked: Period | None = None
        self._begun: Period | None = None  # the one that bore last,
        self._before = NOTHING  # what was borne when it began
        self._snap = Decimal(0)  # and EUR late on that day
        self._stretch: tuple[tuple[Period, Decimal, Decimal], date, Fraction] | None = None
        self._until: date | None = None

    def period(self, terms: LoanTerms, end: date, day: date) -> Period:
        """The period in which `day` lies, for a schedule whose last one ended on `end`. The days asked only go on.

        Raises ImpossibleQuestion for a day more than a hundred years after `end`.
        """
        if days_between(end, day) > MOST_DAYS:
            raise ImpossibleQuestion("end-long-ago", f"{day} is more than a hundred years after {end}.")
        if self._after != (end, terms.frequency):
            self._after, self._passed = (end, terms.frequency), 0
        elif self._asked and day < self._asked.to_on:
            return self._asked
        anchor = anchor_day(terms)
        while step(end, self._passed + 1, terms.frequency, anchor) <= day:
            self._passed += 1
        begin = step(end, self._passed, terms.frequency, anchor) if self._passed else end
        to_on = step(end, self._passed + 1, terms.frequency, anchor)
        self._asked = Period(terms.interest_free + 1, begin, to_on, to_on)
        return self._asked

    def bear(
        self, terms: LoanTerms, period: Period, nights: tuple[date, date], late: Decimal, *, by_days: bool
    ) -> Decimal:
        """Add the interest of some `nights` of `period` on EUR `late`, or, if it is not borne `by_days`, on what was
        late when the period began. Returns the EUR that are asked for it, rounded with all that was borne before.

        Like a period of the schedule it is reckoned from the last day on which balance or rate changed.
        """
        first, end = nights
        if period != self._begun:
            self._begun, self._before, self._snap = period, self.borne, late
        key = (period, late if by_days else self._snap, rate_on(terms, first))
        if self._stretch is None or self._stretch[0] != key or self._until != first:
            self._stretch = (key, first, self.borne)
        _, start, before = self._stretch
        asked = rounded(terms, self.borne)
        self.borne = before + borne(terms, period, (start, end), key[1], before - self._before)
        self._until = end
        return rounded(terms, self.borne) - asked

"""The golden loan by the libraries that people would otherwise use, in the same run: see `bench/engine.py`.

`amortization` gives rows of floats without days; `numpy-financial` unrounded interest and principal. Neither gives
cents that add up, days, or a rule of rounding; they are the speed to compare with.
"""

from collections.abc import Callable

import numpy
import numpy_financial
from amortization.schedule import amortization_schedule

_PERIODS = numpy.arange(1, 61)


def by_amortization() -> None:
    """`amortization`: 60 rows of floats."""
    for _row in amortization_schedule(25000, 0.08, 60):
        pass


def by_numpy_financial() -> None:
    """`numpy-financial`: the interest and the principal of 60 months, and the payment."""
    numpy_financial.pmt(0.08 / 12, 60, 25000)
    numpy_financial.ipmt(0.08 / 12, _PERIODS, 60, 25000)
    numpy_financial.ppmt(0.08 / 12, _PERIODS, 60, 25000)


BENCHES: list[tuple[str, Callable[[], None], int]] = [
    ("  amortization 3.0: the same loan, floats", by_amortization, 500),
    ("  numpy-financial 1.0: the same, unrounded", by_numpy_financial, 500),
]

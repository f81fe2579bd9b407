"""`make bench`: measures what is registered below and prints it with the machine it ran on.

A bench is `(name, function, repetitions)`. The median of five rounds counts; the range tells how noisy the machine is.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable

from bench import engine, quote, rates

BENCHES = [*engine.BENCHES, *rates.BENCHES]
ROUNDS = 5


def main() -> None:
    """Run every bench and print one line for each."""
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"load {os.getloadavg()[0]:.1f}; median of {ROUNDS} rounds [fastest-slowest]\n")
    for name, function, repetitions in BENCHES:
        rounds = sorted(seconds_each(function, repetitions) for _ in range(ROUNDS))
        median = statistics.median(rounds)
        spread = f"[{rounds[0] * 1000:.3f}-{rounds[-1] * 1000:.3f}]"
        print(f"{name:<44} {median * 1000:9.3f} ms {spread:>18} {1 / median:10.0f}/s")
    quote.main()


def seconds_each(function: Callable[[], None], repetitions: int) -> float:
    """The seconds that one call of `function` takes, averaged over `repetitions`."""
    began = time.perf_counter()
    for _ in range(repetitions):
        function()
    return (time.perf_counter() - began) / repetitions


if __name__ == "__main__":
    main()

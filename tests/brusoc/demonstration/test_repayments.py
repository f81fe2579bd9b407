"""How the borrowers of the story pay."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from brusoc.demonstration.plan import CUT_OFF
from brusoc.demonstration.repayments import Due, course

DUES: list[Due] = [(date(2011 + month // 12, month % 12 + 1, 15), Decimal("100.00")) for month in range(36)]


@pytest.mark.parametrize("seed", range(20))
def test_good_and_slow_borrowers_pay_every_instalment(seed: int) -> None:
    for conduct in ("good", "slow"):
        found = course(Random(seed), DUES, conduct, Decimal(3600))
        assert sum(payment.amount for payment in found.payments) == Decimal("3600.00")
        assert [payment.on for payment in found.payments] == sorted(payment.on for payment in found.payments)
        assert len({payment.number for payment in found.payments}) == 36
        assert found.written_off_on is None


@pytest.mark.parametrize("seed", range(20))
def test_a_default_is_written_off_after_its_last_payment(seed: int) -> None:
    found = course(Random(seed), DUES, "default", Decimal(3600))
    assert found.written_off_on is not None
    assert all(payment.on < found.written_off_on for payment in found.payments)
    assert all(payment.on > found.written_off_on for payment in found.recoveries)
    assert sum(payment.amount for payment in found.recoveries) < Decimal(3600)


@pytest.mark.parametrize("conduct", ["good", "slow", "late", "default"])
def test_nothing_happens_after_the_cut_off(conduct: str) -> None:
    dues = [(date(2014 + month // 12, month % 12 + 1, 15), Decimal("100.00")) for month in range(60)]
    found = course(Random(1), dues, conduct, Decimal(6000))
    days = [payment.on for payment in (*found.payments, *found.recoveries)]
    assert max(days) <= CUT_OFF

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loans import reference_data
from loans.models import ProductTerms
from loans.selectors.offers import Offers, offers


@pytest.fixture
def known(db: None) -> Iterator[Offers]:
    """The products of BRUSOC; whatever is asked of them afterwards needs no further query."""
    reference_data.load()
    found = offers()
    with CaptureQueriesContext(connection) as captured:
        yield found
    assert len(captured) == 0


def test_every_product_comes_once_the_smallest_loans_first(known: Offers) -> None:
    assert [product.code for product in known.products] == ["MICRO", "CASH", "SEED"]


def test_the_conditions_of_a_day(known: Offers) -> None:
    before, after = known.on("CASH", date(2020, 12, 31)), known.on("CASH", date(2021, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.max_amount, after.max_amount) == (75000, 7500)
    assert known.on("CASH", date(2000, 12, 31)) is None
    assert known.on("GOLD", date(2020, 12, 31)) is None


def test_the_latest_and_the_first(known: Offers) -> None:
    latest = known.latest("CASH")
    assert latest is not None
    assert latest.valid_from == date(2021, 1, 1)
    assert known.first_day("CASH") == date(2001, 1, 1)
    assert (known.latest("GOLD"), known.first_day("GOLD")) == (None, None)


@pytest.mark.django_db
def test_of_two_versions_that_hold_the_later_one_counts() -> None:
    reference_data.load()
    micro = ProductTerms.objects.get(product__code="MICRO")
    facts = {"min_amount": 1000, "max_amount": 2000, "rate_yearly": "0.01", "source": "test"}
    newer = ProductTerms.objects.create(product=micro.product, valid_from="2024-01-01", **facts)
    assert offers().on("MICRO", date(2024, 1, 1)) == newer
    assert offers().on("MICRO", date(2023, 12, 31)) == micro

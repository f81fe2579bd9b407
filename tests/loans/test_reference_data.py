from datetime import date
from decimal import Decimal

import pytest

from loans import reference_data
from loans.models import Product, ProductTerms


@pytest.mark.django_db
def test_products_are_loaded_once_with_what_is_known_and_nothing_more() -> None:
    reference_data.load()
    first = list(ProductTerms.objects.order_by("pk").values())
    reference_data.load()

    assert list(ProductTerms.objects.order_by("pk").values()) == first
    assert sorted(Product.objects.values_list("code", flat=True)) == ["CASH", "MICRO", "SEED"]
    assert all(terms["min_months"] is None and terms["max_months"] is None for terms in first)
    assert all("not verified" in terms["source"] for terms in first)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "day", "limits", "rate"),
    [
        ("MICRO", date(2010, 1, 1), ("1250", "25000"), "0.04"),
        ("SEED", date(2010, 1, 1), ("5000", "95000"), "0.04"),
        ("CASH", date(2020, 12, 31), ("2500", "75000"), "0.05"),
        ("CASH", date(2021, 1, 1), ("2500", "7500"), "0.05"),
    ],
)
def test_terms_hold_on_their_days(code: str, day: date, limits: tuple[str, str], rate: str) -> None:
    reference_data.load()

    terms = ProductTerms.objects.on(day).get(product__code=code)

    assert (terms.min_amount, terms.max_amount) == tuple(map(Decimal, limits))
    assert terms.rate_yearly == Decimal(rate)
    assert terms.allows_equity == (code == "SEED")


@pytest.mark.django_db
def test_nothing_holds_before_the_launch() -> None:
    reference_data.load()

    assert not ProductTerms.objects.on(date(2000, 12, 31)).exists()

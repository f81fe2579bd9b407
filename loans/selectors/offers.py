"""Which products are on offer on a day, and under which version of their conditions."""

from dataclasses import dataclass
from datetime import date

from loans.models import Product, ProductTerms


@dataclass(frozen=True)
class Offers:
    """Every product with all its dated conditions, the smallest loans first."""

    versions: tuple[ProductTerms, ...]

    @property
    def products(self) -> list[Product]:
        """Each product once."""
        return list({terms.product_id: terms.product for terms in self.versions}.values())

    def on(self, code: str, day: date) -> ProductTerms | None:
        """The conditions of the product with this code that hold on `day`, the latest version of them; None if none."""
        holding = [one for one in self._of(code) if _holds(one, day)]
        return max(holding, key=lambda one: one.valid_from, default=None)

    def latest(self, code: str) -> ProductTerms | None:
        """The newest conditions of a product, whenever they hold; None for an unknown product."""
        return max(self._of(code), key=lambda one: one.valid_from, default=None)

    def first_day(self, code: str) -> date | None:
        """The first day on which the product is on offer; None for an unknown product."""
        return min((one.valid_from for one in self._of(code)), default=None)

    def _of(self, code: str) -> list[ProductTerms]:
        return [one for one in self.versions if one.product.code == code]


def offers() -> Offers:
    """All products with all their conditions. One query."""
    rows = ProductTerms.objects.select_related("product").order_by(
        "min_amount", "product__code", "valid_from"
    )
    return Offers(tuple(rows))


def _holds(terms: ProductTerms, day: date) -> bool:
    return terms.valid_from <= day and (terms.valid_to is None or day <= terms.valid_to)

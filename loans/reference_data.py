"""Reference data of this room: the products of BRUSOC with their dated terms.

Amounts, rates and own contributions are those published for the programme 2007-2013 (sdz.be, news on Brussels
microcredit) and by 1819.brussels on 2 June 2021. The limits of the term in months were not found ("on average three
years", "one year" for cash credit): they stay unset. Rows of a site are updated, never removed.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from loans.models import Product, ProductTerms

_FROM_LAUNCH = "sdz.be on the launch of BRUSOC's products; starting day and limits of the term not verified."
_FROM_2021 = (
    "1819.brussels, 2 June 2021: at most EUR 7,500; starting day and limits of the term not verified."
)
_LAUNCH = date(2001, 1, 1)


class _Terms(NamedTuple):
    valid_from: date
    valid_to: date | None
    min_amount: Decimal
    max_amount: Decimal
    rate_yearly: Decimal
    min_own_contribution: Decimal | None = None
    allows_equity: bool = False
    source: str = _FROM_LAUNCH


_NAMES = {
    "MICRO": ("Microcrédit", "Microkrediet", "Microcredit"),
    "SEED": ("Fonds d'amorçage", "Startersfonds", "Seed-capital fund"),
    "CASH": ("Crédit de trésorerie", "Kaskrediet", "Cash credit"),
}
_FOUR, _FIVE = Decimal("0.04"), Decimal("0.05")
_TERMS = {
    "MICRO": (_Terms(_LAUNCH, None, Decimal(1250), Decimal(25000), _FOUR, Decimal(620)),),
    "SEED": (_Terms(_LAUNCH, None, Decimal(5000), Decimal(95000), _FOUR, Decimal(6200), allows_equity=True),),
    "CASH": (
        _Terms(_LAUNCH, date(2020, 12, 31), Decimal(2500), Decimal(75000), _FIVE),
        _Terms(date(2021, 1, 1), None, Decimal(2500), Decimal(7500), _FIVE, source=_FROM_2021),
    ),
}


@transaction.atomic
def load() -> None:
    """Write or update the products and their terms; a second run changes nothing."""
    for code, (french, dutch, english) in _NAMES.items():
        product, _created = Product.objects.update_or_create(
            code=code, defaults={"name_fr": french, "name_nl": dutch, "name_en": english}
        )
        for terms in _TERMS[code]:
            facts = terms._asdict()
            ProductTerms.objects.update_or_create(
                product=product, valid_from=facts.pop("valid_from"), defaults=facts
            )

"""The fees of a loan: with the payouts, or with the instalments. Each is rounded by itself, as its terms say."""

from decimal import Decimal

from loans.engine.conventions import FeeBase, FeeTime
from loans.engine.money import ZERO, to_unit
from loans.engine.terms import Fee, LoanTerms


def fee_of(fee: Fee, base: Decimal) -> Decimal:
    """`fee` in EUR: its amount and its share of `base` EUR, rounded together."""
    return to_unit(fee.amount + base * fee.share, fee.rounding.unit, fee.rounding.mode)


def payout_fees(terms: LoanTerms, number: int, amount: Decimal) -> tuple[Decimal, Decimal]:
    """(withheld, paid beside) EUR of the payout `number` (from 0) of `amount` EUR.

    An upfront fee is a share of the principal and comes with the first payout; a tranche fee is one of each payout.
    """
    withheld = beside = ZERO
    for fee in terms.fees:
        if fee.time is FeeTime.TRANCHE:
            due = fee_of(fee, amount)
        elif fee.time is FeeTime.UPFRONT and number == 0:
            due = fee_of(fee, terms.principal)
        else:
            continue
        if fee.withheld:
            withheld += due
        else:
            beside += due
    return withheld, beside


def instalment_fees(
    terms: LoanTerms, number: int, opening: Decimal, principal: Decimal, interest: Decimal
) -> Decimal:
    """EUR of fees with the instalment `number`, which opens at `opening` and asks `principal` and `interest` EUR."""
    total = ZERO
    for fee in terms.fees:
        if fee.time is FeeTime.INSTALMENT and (not fee.numbers or number in fee.numbers):
            bases = {
                FeeBase.PRINCIPAL: terms.principal,
                FeeBase.OPENING: opening,
                FeeBase.INSTALMENT: principal + interest,
                FeeBase.INTEREST: interest,
            }
            total += fee_of(fee, bases[fee.of])
    return total


def constant_fees(terms: LoanTerms) -> Decimal:
    """EUR of the fees that every instalment bears alike, for instalments that contain them; 0.00 otherwise."""
    if not terms.fees_within:
        return ZERO
    return instalment_fees(terms, 1, ZERO, ZERO, ZERO)

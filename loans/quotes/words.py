"""Sentences for what the engine answers with a word."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loans.engine.aid import Outside
from loans.engine.equation import NoRateReason

REASONS: dict[NoRateReason, str | Promise] = {
    NoRateReason.NO_SIGN_CHANGE: _("There is no rate: money goes in one direction only."),
    NoRateReason.OUT_OF_RANGE: _("The only rate lies at or below -99 % or at or above 100,000 %."),
    NoRateReason.NO_SOLUTION: _("There is no rate: none makes both sides equal."),
    NoRateReason.SEVERAL_RATES: _("There are several rates, and none is the right one."),
    NoRateReason.UNDECIDED: _("There may be several rates, too close to each other to be told apart."),
}

OUTSIDE: dict[Outside, str | Promise] = {
    Outside.TERM_TOO_LONG: _("The safe harbour does not apply: the term is too long."),
    Outside.AMOUNT_TOO_LARGE: _("The safe harbour does not apply: the amount is too large."),
    Outside.TOO_LITTLE_COLLATERAL: _("The safe harbour does not apply: there is too little collateral."),
    Outside.TOO_MUCH_GUARANTEED: _(
        "The safe harbour does not apply: too large a part of the loan is guaranteed."
    ),
}

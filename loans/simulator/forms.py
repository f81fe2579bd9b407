"""The question of the simulator, read from the query string and checked against the conditions of its start day."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import formats
from core.fields import EuroField
from core.filters import DayInput
from loans.engine.errors import ImpossibleQuestion, ImpossibleTerms
from loans.engine.terms_check import MOST_MONTHS
from loans.models import ProductTerms
from loans.selectors.offers import Offers
from loans.simulator.simulation import Question, Simulation, simulate

# The example that a first visit shows. No rule of any product: 36 months because BRUSOC's loans ran three years on
# average (loans/reference_data.py), half of the greatest amount in steps that people would choose.
FIRST_MONTHS = 36
FIRST_STEP = Decimal(500)


class SimulatorForm(forms.Form):
    """What a visitor asks, complete from the first visit on: what the address leaves out takes a first value of the
    product, so that a link may carry as little as `?product=MICRO`. After `is_valid()`: `terms` are the conditions of
    the product on the start day (None: not on offer), `answer` the simulation."""

    product = forms.ChoiceField(label=gettext_lazy("Product"))
    amount = EuroField(label=gettext_lazy("Amount in EUR"))
    months = forms.IntegerField(label=gettext_lazy("Term in months"))
    grace = forms.IntegerField(label=gettext_lazy("Grace (months of interest only)"))
    start = forms.DateField(
        label=gettext_lazy("Payout date"),
        help_text=gettext_lazy("Interest runs from this day."),
        widget=DayInput,
    )

    def __init__(self, asked: Mapping[str, str], *, offers: Offers, today: date) -> None:
        self.offers = offers
        self.today = today
        self.terms: ProductTerms | None = None
        self.answer: Simulation | None = None
        super().__init__(first_values(asked, offers, today), auto_id="ask-%s")
        self.fields["product"].choices = [(one.code, one.name) for one in offers.products]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            select = "form-select" if name == "product" else "form-control"
            field.widget.attrs |= {"class": select, "aria-describedby": f"note-{name}"}
        for name in ("months", "grace"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Each answer within the conditions of its day, those of today while the day cannot be read. Where there are no
        conditions, what can be calculated is the only bound."""
        facts: dict[str, Any] = super().clean() or {}
        code, start = facts.get("product", ""), facts.get("start")
        self.terms = self.offers.on(code, start or self.today)
        first = self.offers.first_day(code)
        if first is not None:
            self.fields["start"].widget.attrs["min"] = first.isoformat()
        if self.terms is None and start and first is not None:
            words = _("The product is not on offer on this day. Its first conditions are valid from %(day)s.")
            self.add_error("start", words % {"day": formats.day(first)})
        self._within(bounds_of(self.terms, facts.get("months")), facts)
        if self.terms is not None and not self.errors:
            self._answer(self.terms, facts)
        for name in self.errors:
            if name in self.fields:
                attributes = self.fields[name].widget.attrs
                attributes["class"] += " is-invalid"
        return facts

    def _within(self, bounds_by_name: Mapping[str, "Bounds"], facts: dict[str, Any]) -> None:
        for name, bounds in bounds_by_name.items():
            self._describe(name, bounds)
            value = facts.get(name)
            if value is not None and value < bounds.least:
                self.add_error(name, _("This value is too low."))
            elif value is not None and value > bounds.most:
                self.add_error(name, _("This value is too high."))

    def _answer(self, terms: ProductTerms, facts: dict[str, Any]) -> None:
        question = Question(facts["amount"], facts["months"], facts["grace"], facts["start"])
        try:
            self.answer = simulate(question, terms.rate_yearly)
        except ImpossibleQuestion:
            self.add_error(
                "start", _("The last instalment would fall due after the year 9999. Choose an earlier day.")
            )
        except ImpossibleTerms:
            # Rounding to cents leaves nothing to repay with: a tiny amount over a very long term.
            self.add_error("months", _("Such a loan would never be repaid. Choose a shorter term."))

    def _describe(self, name: str, bounds: "Bounds") -> None:
        self[name].help_text = bounds.words
        if name != "amount":  # a field of text, because people write 1.250,00: its bounds are in its words
            self.fields[name].widget.attrs |= {"min": bounds.least, "max": bounds.most}


class Bounds(NamedTuple):
    """The least and the greatest value of an answer, and both in words."""

    least: Decimal | int
    most: Decimal | int
    words: str


def bounds_of(terms: ProductTerms | None, months: int | None) -> dict[str, Bounds]:
    """The bounds of each answer under these conditions, that of the grace for a term of `months` (None: the longest).

    What the conditions leave open is said to be open, with the bound of the calculation itself; without conditions
    that one stands alone, and there is none for the amount.
    """
    term = _bounds_of_term(terms) if terms else _up_to(1, MOST_MONTHS)
    repaid_in = months if months is not None and term.least <= months <= term.most else int(term.most)
    if terms is None:
        return {"months": term, "grace": _up_to(0, repaid_in - 1)}
    return {"amount": _bounds_of_amount(terms), "months": term, "grace": _bounds_of_grace(terms, repaid_in)}


def _up_to(least: int, most: int) -> Bounds:
    return Bounds(least, most, _("From %(least)s to %(most)s months.") % {"least": least, "most": most})


def _bounds_of_amount(terms: ProductTerms) -> Bounds:
    facts = {"least": formats.euro(terms.min_amount), "most": formats.euro(terms.max_amount)}
    return Bounds(terms.min_amount, terms.max_amount, _("From %(least)s to %(most)s.") % facts)


def _bounds_of_term(terms: ProductTerms) -> Bounds:
    least, most = terms.min_months or 1, min(terms.max_months or MOST_MONTHS, MOST_MONTHS)
    if terms.max_months is not None:
        words = _("From %(least)s to %(most)s months.")
    elif terms.min_months is not None:
        words = _("At least %(least)s months; no longest term is set, the simulator accepts up to %(most)s.")
    else:
        words = _("No limit for this product; the simulator accepts from %(least)s to %(most)s months.")
    return Bounds(least, most, words % {"least": least, "most": most})


def _bounds_of_grace(terms: ProductTerms, months: int) -> Bounds:
    if terms.max_grace_months is None:
        words = _("No limit for this product; the simulator accepts from 0 to %(most)s months for this term.")
        most = months - 1
    else:
        words = _("From 0 to %(most)s months.")
        most = min(terms.max_grace_months, months - 1)
    return Bounds(0, most, words % {"most": most})


def first_values(asked: Mapping[str, str], offers: Offers, today: date) -> dict[str, str]:
    """What `asked` says, and for what it leaves out a first value of its product, as text in the form of an address."""
    code = asked.get("product") or next(
        (one.code for one in offers.products if offers.on(one.code, today)), ""
    )
    terms = offers.on(code, today) or offers.latest(code)
    values = {"product": code, "grace": "0", "start": today.isoformat()}
    if terms is not None:
        term = _bounds_of_term(terms)
        values["amount"] = plain(_first_amount(terms))
        values["months"] = str(min(max(FIRST_MONTHS, term.least), term.most))
    return values | {name: asked[name] for name in SimulatorForm.base_fields if name in asked}


def plain(amount: Decimal) -> str:
    """EUR as an address carries them: "10000", "1250.50". Every language reads them alike (core.fields)."""
    return format(amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount, "f")


def _first_amount(terms: ProductTerms) -> Decimal:
    half = (terms.max_amount / 2 / FIRST_STEP).to_integral_value(ROUND_DOWN) * FIRST_STEP
    return max(half, terms.min_amount)

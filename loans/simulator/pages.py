"""What the page of the simulator shows: the form, the answer with its picture, and the links that carry the inputs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core import charts, formats
from core.clock import today
from loans.models import ProductTerms
from loans.selectors.offers import offers
from loans.simulator.forms import SimulatorForm, plain
from loans.simulator.simulation import Question, Simulation, without_grace


class _Canvas(NamedTuple):
    """The size of a picture, in units that are pixels where it is shown unscaled, and how many years are named under
    it before their names would run into each other."""

    name: str
    width: int
    height: int
    most_words: int


_WIDE = _Canvas("wide", 760, 300, 12)
_NARROW = _Canvas("narrow", 320, 230, 6)


class Link(NamedTuple):
    """A way on that carries the inputs."""

    label: str
    url: str
    code: str
    is_current: bool = False


@dataclass(frozen=True)
class Answer:
    """A simulation with the conditions it rests on, the same loan without grace to compare (None without one), and its
    picture, drawn once for a desk and for paper and once for a phone."""

    simulation: Simulation
    terms: ProductTerms
    compared: Simulation | None
    chart: SafeString
    narrow_chart: SafeString

    @property
    def question(self) -> Question:
        return self.simulation.question


def page_of(request: HttpRequest) -> dict[str, Any]:
    """The context of the page for the query string of `request`. It reads the products, the calendar and who asks."""
    form = form_of(request)
    query = query_of(form) if form.answer else _asked(request.GET)
    is_public = not request.user.is_authenticated
    return {
        "is_public": is_public,
        # Whoever is logged in keeps the menu; anybody else gets the ground of the login page.
        "ground": "entrance.html" if is_public else "base.html",
        "form": form,
        "answer": answer_of(form),
        "is_first_visit": not _asked(request.GET),
        "address": _address("simulator:page", query),
        "whole_address": request.build_absolute_uri(_address("simulator:page", query)),
        "day": form.today,
        "files": [
            Link(code.upper(), _address(f"simulator:{code}", query), code) for code in ("pdf", "xlsx", "csv")
        ],
        "languages": _languages(query),
    }


def form_of(request: HttpRequest) -> SimulatorForm:
    """The checked form for the query string of `request`."""
    form = SimulatorForm(request.GET, offers=offers(), today=today())
    form.is_valid()
    return form


def answer_of(form: SimulatorForm) -> Answer | None:
    """What a checked form answers; None while something in it needs a correction."""
    simulation = form.answer
    if simulation is None or form.terms is None:
        return None
    compared = without_grace(simulation) if simulation.question.grace else None
    return Answer(simulation, form.terms, compared, _chart(simulation, _WIDE), _chart(simulation, _NARROW))


def whole_address(request: HttpRequest, form: SimulatorForm) -> str:
    """The address of the page for a form with an answer, with scheme and host, to be read on paper."""
    return request.build_absolute_uri(_address("simulator:page", query_of(form)))


def query_of(form: SimulatorForm) -> dict[str, str]:
    """The inputs of a form with an answer as an address carries them: read alike in every language, on every day."""
    facts = form.cleaned_data
    return {
        "language": formats.language_of(),
        "product": facts["product"],
        "amount": plain(facts["amount"]),
        "months": str(facts["months"]),
        "grace": str(facts["grace"]),
        "start": _iso(facts["start"]),
    }


def _asked(query: Mapping[str, str]) -> dict[str, str]:
    """The inputs of an address as they were typed, without what is none of ours."""
    return {name: query[name] for name in SimulatorForm.base_fields if name in query}


def _languages(query: dict[str, str]) -> list[Link]:
    current = formats.language_of()
    return [
        Link(
            get_language_info(code)["name_local"].capitalize(),
            _address("simulator:page", query | {"language": code}),
            code,
            code == current,
        )
        for code, _name in settings.LANGUAGES
    ]


def _address(name: str, query: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _iso(day: date) -> str:
    return day.isoformat()


def _chart(simulation: Simulation, canvas: _Canvas) -> SafeString:
    years = simulation.years
    step = ceil(len(years) / canvas.most_words)
    totals = simulation.plan.totals
    facts = {
        "principal": formats.euro(totals.principal),
        "interest": formats.euro(totals.interest),
        "first": years[0].year,
        "last": years[-1].year,
    }
    return charts.bars(
        title=_("Principal and interest by year"),
        description=_("From %(first)s to %(last)s: %(principal)s of principal and %(interest)s of interest.")
        % facts,
        categories=["" if number % step else str(year.year) for number, year in enumerate(years)],
        series=[
            charts.Series(_("Principal"), [year.principal for year in years]),
            charts.Series(_("Interest"), [year.interest for year in years]),
        ],
        text=lambda amount: formats.euro(amount, cents=False),
        name=f"chart-{canvas.name}",
        stacked=True,
        width=canvas.width,
        height=canvas.height,
    )

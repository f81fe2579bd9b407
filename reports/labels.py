"""The words for the codes of a payload, in the active language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from applicants.models import Applicant, Project
from coaching.models import Session
from core.formats import language_of
from loans.models import Investment

AGES = {
    "0-24": _("under 25"),
    "25-34": _("25 to 34"),
    "35-44": _("35 to 44"),
    "45-54": _("45 to 54"),
    "55+": _("55 and over"),
    "unknown": _("unknown"),
}
STATES = {"draft": _("Draft"), "sealed": _("Sealed"), "superseded": _("Superseded")}
# What a worker is at; the code is stored, the words are for whoever looks.
STEPS = {
    "figures": _("reading the figures"),
    "layout": _("laying out the pages"),
    "writing": _("writing the PDF"),
    "sheets": _("writing the spreadsheets"),
    "storing": _("storing the files"),
}
LANGUAGES = {"fr": _("French"), "nl": _("Dutch"), "en": _("English")}


def gender(code: str) -> str:
    return str({"f": _("women"), "m": _("men"), "x": _("other"), "u": _("unknown")}[code])


def status(code: str) -> str:
    return str(Applicant.Status(code).label)


def age(code: str) -> str:
    return str(AGES[code])


def kind(code: str) -> str:
    return str(Project.Kind(code).label)


def theme(code: str) -> str:
    return str(Session.Theme(code).label)


def instrument(code: str) -> str:
    return str(Investment.Instrument(code).label)


def step(code: str) -> str:
    """The words for a step; a step that is not known shows nothing."""
    return str(STEPS.get(code, ""))


def in_language(names: Mapping[str, Any]) -> str:
    """The name in the active language."""
    return str(names[language_of()])

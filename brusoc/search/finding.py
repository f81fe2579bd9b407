"""One box, every room: people, projects, applications, investments and reports that this person may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applicants import badges
from applicants.selectors import (
    applicants_visible_to,
    applications_listed,
    matching_projects,
    projects_listed,
)
from core.models import User
from core.templatetags.look import Badge
from core.text import sort_key
from loans.selectors import investments_visible_to

MOST = 8
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Hit:
    """A found thing: its name, its page, a word on it, its state."""

    title: str
    url: str
    note: str = ""
    state: Badge | None = None


@dataclass(frozen=True)
class Kind:
    """The hits of one kind; `more` says that there are others than the first few."""

    label: str | Promise
    hits: list[Hit]
    more: bool


def find(text: str, user: User) -> list[Kind]:
    """The first hits of every kind for `text`, as far as `user` may see them; nothing for less than two letters."""
    if len(sort_key(text)) < LEAST_LETTERS:
        return []
    return [kind for kind in _kinds(text, user) if kind.hits]


def _kinds(text: str, user: User) -> Iterator[Kind]:
    yield _kind(_("Projects"), [
        Hit(row.title, reverse("applicants:project_detail", args=[row.pk]), f"{row.reference}, {row.enterprise}")
        for row in projects_listed(user).filter(matching_projects(text))[: MOST + 1]
    ])  # fmt: skip
    yield _kind(_("People"), [
        Hit(str(row), reverse("applicants:applicant_detail", args=[row.pk]), row.reference)
        for row in applicants_visible_to(user).filter(_words("sort_name", text) | Q(reference__iexact=text))[: MOST + 1]
    ])  # fmt: skip
    found = Q(reference__icontains=text) | matching_projects(text, to_project="project__")
    yield _kind(_("Applications"), [
        Hit(
            row.reference,
            reverse("applicants:application_detail", args=[row.pk]),
            row.project.title,
            badges.of_application(row),
        )
        for row in applications_listed(user).filter(found)[: MOST + 1]
    ])  # fmt: skip
    yield _kind(_("Investments"), [
        Hit(row.reference, reverse("loans:investment_detail", args=[row.pk]), row.project.title)
        for row in investments_visible_to(user).filter(found)[: MOST + 1]
    ])  # fmt: skip


def _kind(label: str | Promise, hits: list[Hit]) -> Kind:
    return Kind(label, hits[:MOST], more=len(hits) > MOST)


def _words(column: str, text: str) -> Q:
    condition = Q()
    for word in sort_key(text).split():
        condition &= Q(**{f"{column}__contains": word})
    return condition

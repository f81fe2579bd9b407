"""What the frame of every page needs to know: menu, role, languages, whether the data is a demonstration."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from core.models import Installation
from core.permissions import Permission

Text = str | Promise


class Entry(NamedTuple):
    """A line of the menu: where it leads, the right it needs (none: every role), its key after `g`."""

    label: Text
    url_name: str
    icon: str
    permission: str = ""
    key: str = ""


# An entry whose page does not exist in this installation is left out.
MENU: tuple[tuple[Text, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry(_("Desk"), "desk", "inbox", key="d"),
            Entry(_("Applications"), "applicants:application_list", "file-earmark-text", "PROJECT_VIEW", "a"),
            Entry(_("Projects"), "applicants:project_list", "shop", "PROJECT_VIEW"),
            Entry(_("Portfolio"), "loans:investment_list", "piggy-bank", "INVESTMENT_VIEW", "p"),
            Entry(_("Coaching"), "coaching:session_list", "chat-left-text", "SESSION_VIEW", "c"),
            Entry(_("Loan simulator"), "simulator:page", "calculator"),
        ),
    ),
    (
        _("Accounting for the money"),
        (
            Entry(_("Funding"), "funding:programme_list", "bank", "FUNDING_VIEW"),
            Entry(_("Reports"), "reports:snapshot_list", "file-earmark-bar-graph", "REPORT_VIEW", "r"),
            Entry(_("Audit trail"), "core:audit_list", "journal-check", "AUDIT_VIEW"),
        ),
    ),
    (
        _("House keeping"),
        (
            Entry(_("People and roles"), "core:user_list", "people", "USER_MANAGE"),
            Entry(_("Jobs"), "core:job_list", "gear", "JOB_MANAGE"),
            Entry(_("Reference data"), "admin:index", "sliders", "REFERENCE_EDIT"),
            Entry(_("Components"), "core:components", "palette", "REFERENCE_EDIT"),
        ),
    ),
)
_ACCOUNT = (
    Entry(_("My account"), "core:profile", "person"),
    Entry(_("Two-step login"), "mfa_index", "shield-lock"),
    Entry(_("Change password"), "account_change_password", "key"),
)


@dataclass(frozen=True)
class Link:
    """An entry with its address, as the templates show it."""

    label: Text
    url: str
    icon: str
    key: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Group:
    """Links under one heading."""

    label: Text
    entries: list[Link]


@dataclass(frozen=True)
class Language:
    """A language of the switch, by its own name."""

    code: str
    name: str
    is_current: bool


class Shell:
    """Read lazily by the frame, so that a fragment pays for nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user: Any = getattr(request, "user", None)

    @cached_property
    def menu(self) -> list[Group]:
        """The entries of this person's role, grouped; the one whose address the page lies below is current."""
        if not self._signed_in:
            return []
        groups = [(label, list(self._links(entries))) for label, entries in MENU]
        urls = [link.url for _label, links in groups for link in links]
        here = max((url for url in urls if self._request.path.startswith(url)), key=len, default="")
        if here == "/" != self._request.path:
            here = ""
        return [
            Group(label, [Link(x.label, x.url, x.icon, x.key, x.url == here) for x in links])
            for label, links in groups
            if links
        ]

    @cached_property
    def account_links(self) -> list[Link]:
        """What a person may change about their own login."""
        return list(self._links(_ACCOUNT))

    @property
    def role_label(self) -> Text:
        """The role in words; "" for nobody."""
        return self._user.duty.label if self._signed_in else ""

    @property
    def languages(self) -> list[Language]:
        """The languages of the switch, each by its own name."""
        current = (get_language() or "")[:2]
        return [
            Language(code, get_language_info(code)["name_local"].capitalize(), code == current)
            for code, _name in settings.LANGUAGES
        ]

    @property
    def language_url(self) -> str:
        return _address("set_language")

    @property
    def logout_url(self) -> str:
        return _address("account_logout")

    @property
    def search_url(self) -> str:
        return _address("core:search") or _address("search")

    @property
    def version(self) -> str:
        return str(getattr(settings, "VERSION", ""))

    @cached_property
    def demonstration(self) -> bool:
        """Is this database the invented portfolio? One read by primary key."""
        return Installation.objects.filter(pk=1, demonstration_loaded_at__isnull=False).exists()

    @property
    def _signed_in(self) -> bool:
        return bool(self._user is not None and self._user.is_authenticated)

    def _links(self, entries: Iterable[Entry]) -> Iterable[Link]:
        for entry in entries:
            if entry.permission and not self._user.may(Permission[entry.permission]):
                continue
            if url := _address(entry.url_name):
                yield Link(entry.label, url, entry.icon, entry.key)


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `shell` in every template that is rendered with a request."""
    return {"shell": Shell(request)}

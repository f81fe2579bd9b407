"""The templates and assets test themselves: no orphan, nothing inline, nothing from outside, every hash as written."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from core import icons
from core.context import MENU

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
VENDOR = ROOT / "static" / "vendor"
ROOMS = ("core", "applicants", "loans", "coaching", "funding", "reports", "brusoc")
# Django asks for these by their own names.
BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted(TEMPLATES.rglob("*")):
        if path.is_file():
            yield path.relative_to(TEMPLATES).as_posix(), path.read_text(encoding="utf-8")


PAGES = dict(templates())
HTML = sorted(name for name in PAGES if name.endswith(".html"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_template_compiles(name: str) -> None:
    assert get_template(name)


def test_no_template_is_unused() -> None:
    sources = [text for name, text in PAGES.items()]
    for room in ROOMS:
        sources += [path.read_text(encoding="utf-8") for path in (ROOT / room).rglob("*.py")]
    said = set(re.findall(r"""["']([\w./{}-]+\.(?:html|txt|css))(?:#[\w-]+)?["']""", "\n".join(sources)))
    # A name with a part filled in later counts when what is written out says enough.
    telling = {one for one in said if len(re.sub(r"{\w*}", "", one)) > len("list.html")}
    patterns = [
        re.compile(re.sub(r"\\{\w*\\}", r"[\\w/-]+", re.escape(one))) for one in telling | (said & set(PAGES))
    ]
    named = {name for name in PAGES if any(pattern.fullmatch(name) for pattern in patterns)}
    packaged = [Path(folder) for folder in get_app_template_dirs("templates")]
    overrides = {name for name in PAGES if any((folder / name).exists() for folder in packaged)}
    orphans = sorted(set(PAGES) - named - overrides - BY_NAME)
    assert orphans == []


@pytest.mark.parametrize("name", HTML)
def test_nothing_is_inline(name: str) -> None:
    text = PAGES[name]
    if name.startswith("reports/documents/"):
        pytest.fail("documents keep their styles in static/css") if " style=" in text else None
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag or 'type="application/json"' in tag, tag
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text)
    assert "javascript:" not in text


def test_nothing_comes_from_outside() -> None:
    own = [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    texts = {path.as_posix(): path.read_text(encoding="utf-8") for path in own if VENDOR not in path.parents}
    for name, text in {**PAGES, **texts}.items():
        found = [url for url in re.findall(r"https?://[^\s\"')]+", text) if "www.w3.org/" not in url]
        assert not found, f"{name}: {found}"


def test_every_static_file_that_a_template_names_exists() -> None:
    for name, text in PAGES.items():
        for path in re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", text):
            assert finders.find(path), f"{name}: {path}"


def test_every_icon_exists() -> None:
    used = {icon for text in PAGES.values() for icon in re.findall(r'{%\s*icon\s+"([^"]+)"', text)}
    used |= {entry.icon for _label, entries in MENU for entry in entries}
    assert len(used) > 10
    for name in used:
        assert icons.icon(name)


def test_every_vendored_file_is_listed_with_its_hash() -> None:
    listed = dict(re.findall(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|", (VENDOR / "VENDOR.md").read_text()))
    present = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }
    assert listed == present


def test_an_unknown_template_is_noticed() -> None:
    with pytest.raises(TemplateDoesNotExist):
        get_template("components/no_such_thing.html")

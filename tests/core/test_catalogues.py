"""Extraction, merging, compiling and checking of the catalogues, on a small project in a folder of its own."""

import gettext
import os
from pathlib import Path

import pytest
from django.conf import settings

from core import catalogues

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
HELLO = _("Hello")
NAMED = _("Hello %(name)s")
MANY = ngettext("%(n)d file", "%(n)d files", 3)
STATE = pgettext("state of a file", "open")
BRACES = _("From {start} to {end}")
"""
TEMPLATE = """{% load i18n %}
<h1>{% translate "Hello" %}</h1>
  {% blocktranslate with name=user.name trimmed %}
     Dear {{ name }},
     welcome
  {% endblocktranslate %}
    {% blocktranslate count n=files|length %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}
{% translate "open" context "state of a door" %}{% include "x.html" with title=_("Title") %}
{# a comment with "quotes' #}
<p title='{% translate "It's" %}'>don't</p>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text(PYTHON)
    (tmp_path / "templates" / "room").mkdir(parents=True)
    (tmp_path / "templates" / "room" / "a.html").write_text(TEMPLATE)
    for skipped in (".venv", "tests", "static"):
        (tmp_path / skipped).mkdir()
        (tmp_path / skipped / "b.py").write_text('_("never")')
    return tmp_path


def translate(root: Path, **texts: str) -> None:
    """Fill in `msgid=msgstr` pairs as a translator would."""
    path = catalogues.po_path(root, "fr")
    said = path.read_text()
    for source, target in texts.items():
        empty = f'msgid "{source.replace("_", " ")}"\nmsgstr ""'
        assert empty in said
        said = said.replace(empty, empty[:-1] + f'{target}"')
    path.write_text(said)


def identifiers(root: Path) -> set[object]:
    return {(message.context, message.id) for message in catalogues.merged(root, "fr") if message.id}


def test_everything_is_found_in_code_and_templates(root: Path) -> None:
    assert identifiers(root) == {
        (None, "Hello"),
        (None, "Hello %(name)s"),
        (None, ("%(n)d file", "%(n)d files")),
        ("state of a file", "open"),
        (None, "From {start} to {end}"),
        (None, "Dear %(name)s, welcome"),
        (None, ("%(n)s page", "%(n)s pages")),
        ("state of a door", "open"),
        (None, "Title"),
        (None, "It's"),
    }


def test_writing_twice_gives_the_same_bytes_without_dates_or_lines(root: Path) -> None:
    catalogues.update(root, "fr")
    first = catalogues.po_path(root, "fr").read_bytes()
    catalogues.update(root, "fr")
    assert catalogues.po_path(root, "fr").read_bytes() == first
    assert b"POT-Creation-Date" not in first
    assert b"#: room/a.py templates/room/a.html\n" in first


def test_translations_are_kept_and_what_is_gone_is_dropped(root: Path) -> None:
    catalogues.update(root, "fr")
    translate(root, Hello="Bonjour", Title="Titre")
    (root / "templates" / "room" / "a.html").write_text("")
    catalogue = catalogues.update(root, "fr")
    assert catalogue.get("Hello").string == "Bonjour"
    assert "Titre" not in catalogues.po_path(root, "fr").read_text()


def test_compiling_gives_what_django_reads_and_only_when_it_is_newer(root: Path) -> None:
    catalogues.update(root, "fr")
    translate(root, Hello="Bonjour")
    assert catalogues.compile_newer(root) == ["fr"]
    assert catalogues.compile_newer(root) == []
    target = catalogues.po_path(root, "fr").with_suffix(".mo")
    with target.open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Hello") == "Bonjour"
    assert read.gettext("Title") == "Title", "what is not translated stays as it is"
    os.utime(target, (1, 1))
    assert catalogues.compile_newer(root) == ["fr"]
    assert [path.name for path in target.parent.iterdir() if path.name.startswith(".")] == []


def test_without_any_catalogue_nothing_breaks(root: Path) -> None:
    assert catalogues.compile_newer(root) == []


def faults(root: Path) -> list[str]:
    return [line for line in catalogues.problems(root, "fr") if "untranslated" not in line]


def test_the_check_names_what_is_missing(root: Path) -> None:
    assert "fr: the catalogue is out of date, run messages_update" in catalogues.problems(root, "fr")
    catalogues.update(root, "fr")
    assert faults(root) == []
    assert "fr: untranslated: 'Hello'" in catalogues.problems(root, "fr")
    translate(root, Hello="Bonjour")
    assert "fr: untranslated: 'Hello'" not in catalogues.problems(root, "fr")
    (root / "room" / "new.py").write_text('_("Fresh")')
    assert faults(root) == ["fr: the catalogue is out of date, run messages_update"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Hello_%(name)s", "Bonjour"),
        ("Hello_%(name)s", "Bonjour %(nom)s"),
        ("Hello_%(name)s", "Bonjour %(name)s %(more)s"),
        ("From_{start}_to_{end}", "De {start}"),
    ],
)
def test_the_check_names_placeholders_that_differ(root: Path, source: str, target: str) -> None:
    catalogues.update(root, "fr")
    translate(root, **{source: target})
    assert faults(root) == [f"fr: placeholders differ: {source.replace('_', ' ')!r}"]


def test_the_form_for_one_may_do_without_the_count_but_not_with_another(root: Path) -> None:
    catalogues.update(root, "fr")
    path = catalogues.po_path(root, "fr")
    empty = 'msgid_plural "%(n)d files"\nmsgstr[0] ""\nmsgstr[1] ""'
    said = path.read_text()
    assert empty in said
    path.write_text(
        said.replace(
            empty, empty.replace('[0] ""', '[0] "%(n)d fichier"').replace('[1] ""', '[1] "%(n)d fichiers"')
        )
    )
    assert faults(root) == []
    path.write_text(
        said.replace(
            empty, empty.replace('[0] ""', '[0] "%(x)d fichier"').replace('[1] ""', '[1] "%(n)d fichiers"')
        )
    )
    assert faults(root) == ["fr: placeholders differ: '%(n)d file'"]


def test_the_check_names_what_is_fuzzy(root: Path) -> None:
    catalogues.update(root, "fr")
    translate(root, Hello="Bonjour")
    path = catalogues.po_path(root, "fr")
    path.write_text(path.read_text().replace('msgid "Hello"', '#, fuzzy\nmsgid "Hello"'))
    assert "fr: fuzzy: 'Hello'" in catalogues.problems(root, "fr")


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_catalogues_of_the_house_are_complete(language: str) -> None:
    assert catalogues.problems(settings.BASE_DIR, language) == []

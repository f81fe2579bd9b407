"""The catalogues of French and Dutch: extracted, compiled and checked with Babel, without any gettext binary.

English is the language of the source and has no catalogue. The files are deterministic: no dates, no line numbers.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LANGUAGES = ("fr", "nl")
# Folders without text for people: tools, what is made at run time, tests, other people's code.
_SKIPPED = {"bench", "migrations", "node_modules", "static", "tests"}
_TEMPLATES = {".html", ".txt"}
_SINGULAR, _PLURAL = None, (1, 2)
_IN_CONTEXT, _PLURAL_IN_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
_KEYWORDS = {
    "_": _SINGULAR,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), _SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _IN_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _PLURAL_IN_CONTEXT),
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!\{)\{(\w*)[^{}]*\}(?!\})")


def po_path(root: Path, language: str) -> Path:
    """Where the catalogue of a language ("fr", "nl") lies under the project's folder."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    """The catalogue as the translator left it; an empty one when there is none yet."""
    path = po_path(root, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merged(root: Path, language: str) -> Catalog:
    """What the source asks for now, with the translations that the catalogue holds; nothing obsolete stays."""
    known, fresh = read(root, language), Catalog(locale=language)
    for name, identifier, comments, context in extract_all(root):
        fresh.add(identifier, locations=[(name, 0)], auto_comments=comments, context=context)
    for message in list(fresh):
        earlier = known.get(message.id, message.context) if message.id else None
        if earlier is not None and isinstance(earlier.id, tuple) == isinstance(message.id, tuple):
            message.string = earlier.string
            message.user_comments = earlier.user_comments
            message.flags |= earlier.flags & {"fuzzy"}
    return fresh


def as_text(catalogue: Catalog, language: str) -> bytes:
    """The catalogue as a .po file, the same for the same messages."""
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    body = BytesIO()
    write_po(
        body,
        catalogue,
        width=110,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return head.encode() + body.getvalue().strip() + b"\n"


def update(root: Path, language: str) -> Catalog:
    """Write the merged catalogue and return it."""
    catalogue = merged(root, language)
    path = po_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(catalogue, language))
    return catalogue


def compile_newer(root: Path) -> list[str]:
    """Write the .mo files that are missing or older than their .po; the languages that were written.

    Safe while others do the same: each file appears whole, by renaming.
    """
    written = []
    for language in LANGUAGES:
        source = po_path(root, language)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".django-", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            write_mo(file, read(root, language))
        Path(draft).chmod(0o644)
        Path(draft).replace(target)
        written.append(language)
    return written


def problems(root: Path, language: str) -> list[str]:
    """One line for each fault of the catalogue: not up to date, untranslated, fuzzy, other placeholders."""
    catalogue = merged(root, language)
    path = po_path(root, language)
    found = []
    if not path.exists() or path.read_bytes() != as_text(catalogue, language):
        found.append(f"{language}: the catalogue is out of date, run messages_update")
    for message in catalogue:
        if message.id:
            found += [f"{language}: {fault}: {_forms(message.id)[0]!r}" for fault in _faults(message)]
    return found


def extract_all(root: Path) -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    """Every message of the source: file name, text (singular and plural as a pair), comments, context."""
    for path in _sources(root):
        source = path.read_bytes()
        if path.suffix != ".py":
            lines = templatize(source.decode(), origin=str(path)).splitlines()
            # What is left of the markup must not look like indented Python.
            source = "\n".join(line.strip() for line in lines).encode()
        found = extract(
            "python",
            BytesIO(source),
            keywords=_KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for _line, identifier, comments, context in found:
            yield path.relative_to(root).as_posix(), identifier, comments, context


def _sources(root: Path) -> Iterator[Path]:
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = sorted(one for one in subfolders if one not in _SKIPPED and not one.startswith("."))
        for name in sorted(files):
            path = Path(folder) / name
            if path.suffix == ".py" or (path.suffix in _TEMPLATES and "templates" in path.parts):
                yield path


def _faults(message: Message) -> Iterator[str]:
    sources, targets = _forms(message.id), _forms(message.string)
    if not targets or not all(targets):
        yield "untranslated"
        return
    if message.fuzzy:
        yield "fuzzy"
    named = [_placeholders(text) for text in sources]
    # The form for one may leave the count out; nothing else may be missing or added.
    least, most = named[0].intersection(*named), named[0].union(*named)
    if not all(least <= _placeholders(text) <= most for text in targets):
        yield "placeholders differ"


def _placeholders(text: str) -> set[str]:
    return {match[1] or match[0] for match in _PLACEHOLDER.finditer(text)}


def _forms(text: Any) -> tuple[str, ...]:
    """Singular and plural of a message, or its one text."""
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)

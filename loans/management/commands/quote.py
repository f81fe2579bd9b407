import logging
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from core import catalogues
from loans.quotes.output import FORMATS
from loans.quotes.quoting import quote
from loans.quotes.reading import LARGEST_FILE, Unreadable, read
from loans.quotes.schema import schema_text

logger = logging.getLogger(__name__)
UNUSABLE = 2
SOME_REFUSED = 1


class Command(BaseCommand):
    """`docs/quote.md` describes what the file may say. Nothing is stored and no database is asked."""

    help = (
        "Reads terms of loans (and rules, events, a day) or bare flows as JSON and answers with the schedule,"
        " totals, rates and states. Exit code 0: all answered; 1: some items refused, the rest answered;"
        " 2: the input as a whole cannot be used."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="a JSON file; - is standard input")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json", help="how to answer")
        parser.add_argument(
            "--lang", choices=("fr", "nl", "en"), default="en", help="language of the sentences"
        )
        parser.add_argument("--output", metavar="FILE", help="write the answer there, not to standard output")
        parser.add_argument(
            "--schema", action="store_true", help="print the JSON Schema of input and output, and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        _compile_catalogues()
        with translation.override(options["lang"]):
            try:
                sys.exit(self._run(options))
            except Unreadable as problem:
                self.stderr.write(f"quote: {problem}")
                sys.exit(UNUSABLE)

    def _run(self, options: dict[str, Any]) -> int:
        if options["schema"]:
            self._put(schema_text().encode(), options["output"])
            return 0
        if options["file"] is None:
            raise Unreadable(_("Name a file, or - for standard input."))
        found = quote(read(_content(options["file"])))
        self._put(FORMATS[options["format"]](found), options["output"])
        for answer in found.answers:
            for refused in answer.get("refused", ()):
                self.stderr.write(f"quote: {refused['path']}: {refused['sentence']}")
        return SOME_REFUSED if found.refused else 0

    def _put(self, content: bytes, target: str | None) -> None:
        if target:
            _written(Path(target), content)
            return
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except OSError as error:
            # What Python still flushes at its end goes nowhere: a reader has seen enough, or the disk is full.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if not isinstance(error, BrokenPipeError):
                raise _unwritable(_("standard output"), error) from None


def _compile_catalogues() -> None:
    """A fresh clone has its translations as text only, and this may be the first command that is run in it."""
    try:
        catalogues.compile_newer(settings.BASE_DIR)
    except OSError:
        logger.info("The catalogues cannot be compiled here: an installation brings them along.")


def _content(name: str) -> bytes:
    """The bytes of a file or of standard input. Raises Unreadable."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(
            _("The file %(name)s cannot be read: %(reason)s.") % {"name": name, "reason": reason}
        ) from None


def _written(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise _unwritable(str(target), error) from None


def _unwritable(name: str, error: OSError) -> Unreadable:
    return Unreadable(
        _("The file %(name)s cannot be written: %(reason)s.") % {"name": name, "reason": error.strerror}
    )

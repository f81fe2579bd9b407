import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from core import catalogues


class Command(BaseCommand):
    """Lists what a translator or a programmer still has to do; exit code 1 when there is anything."""

    help = "Fails on untranslated or fuzzy texts, differing placeholders and catalogues that are out of date."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        found = [
            line
            for language in catalogues.LANGUAGES
            for line in catalogues.problems(settings.BASE_DIR, language)
        ]
        for line in found:
            self.stderr.write(line)
        if found:
            sys.exit(1)
        self.stdout.write("Every text is translated.")

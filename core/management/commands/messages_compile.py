from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from core import catalogues


class Command(BaseCommand):
    """Makes the .mo files that Django reads, where the .po file is newer."""

    help = "Compiles the catalogues that have changed."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        for language in catalogues.compile_newer(settings.BASE_DIR):
            self.stdout.write(f"{language}: compiled")

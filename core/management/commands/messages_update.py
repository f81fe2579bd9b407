from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from core import catalogues


class Command(BaseCommand):
    """Rewrites the catalogues from the source; keeps translations, drops what is no longer used."""

    help = "Extracts every text for people into locale/<language>/LC_MESSAGES/django.po."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        for language in catalogues.LANGUAGES:
            messages = [one for one in catalogues.update(settings.BASE_DIR, language) if one.id]
            missing = sum(1 for one in messages if not one.string or not all(one.string))
            self.stdout.write(f"{language}: {len(messages)} texts, {missing} untranslated")

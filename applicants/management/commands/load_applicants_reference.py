from typing import Any

from django.core.management.base import BaseCommand

from applicants import reference_data


class Command(BaseCommand):
    help = "Write or update the municipalities and legal forms."

    def handle(self, *args: Any, **options: Any) -> None:
        reference_data.load()
        self.stdout.write("The municipalities and legal forms are up to date.")

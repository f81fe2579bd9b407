from typing import Any

from django.core.management.base import BaseCommand

from loans.services import positions


class Command(BaseCommand):
    help = "Folds the position of every investment anew from its movements and says how many differed."

    def handle(self, *args: Any, **options: Any) -> None:
        rebuilt = positions.rebuild()
        self.stdout.write(f"{rebuilt.positions} positions rebuilt, {rebuilt.differing} differed.")

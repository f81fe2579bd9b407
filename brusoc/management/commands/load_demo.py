"""`manage.py load_demo`: the demonstration portfolio, through the services, in one transaction."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from brusoc.demonstration.load import load
from brusoc.demonstration.plan import SEED
from core.refusals import Refused


class Command(BaseCommand):
    help = "Load the demonstration portfolio of BRUSOC Objectif 2013 into an empty database (once; again does nothing)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seed", default=SEED, help="another seed tells another story with the same sums"
        )

    def handle(self, *args: Any, seed: str, **options: Any) -> None:
        start = monotonic()
        try:
            loaded = load(seed=seed, told=lambda line: self.stdout.write(f"  {line}"))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if loaded.fresh:
            self.stdout.write(f"Demonstration loaded: {loaded.scenes} scenes in {monotonic() - start:.0f} s.")
        else:
            self.stdout.write("The demonstration is loaded already.")

import sys
from typing import Any

from django.core.management import BaseCommand, CommandParser

from core import audit
from core.models import AuditEvent


class Command(BaseCommand):
    """Follows the chain of the audit trail from its first event; exit code 1 at the first broken link."""

    help = "Finds the first broken link of the audit trail and prints the newest hash, to be kept elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor", default="", help="a hash that was kept elsewhere: it must still be in the trail"
        )

    def handle(self, *, anchor: str, **options: Any) -> None:
        broken = audit.first_broken_link(AuditEvent.objects.order_by("pk").iterator(chunk_size=2000))
        if broken:
            self.stderr.write(
                f"Broken at event {broken.pk} of {broken.at.isoformat()}: {broken} (by {broken.by_name})"
            )
            sys.exit(1)
        if anchor and anchor != audit.GENESIS and not AuditEvent.objects.filter(hash=anchor).exists():
            self.stderr.write(f"Cut off: the trail no longer holds the anchor {anchor}")
            sys.exit(1)
        self.stdout.write(f"Whole: {AuditEvent.objects.count()} events. Anchor: {audit.newest_hash()}")

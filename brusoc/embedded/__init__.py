"""PostgreSQL and Redis for a machine that has neither: what settings.py and manage.py may use of this package."""

from brusoc.embedded.ensure import ensure
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.places import Addresses, addresses, local_folder

__all__ = ["Addresses", "EmbeddedError", "addresses", "ensure", "local_folder"]

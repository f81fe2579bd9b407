"""How often one address may ask for a PDF: it is made in the request, because nothing may be stored.

The count lives in the cache for a minute under a keyed hash, so that no address of a visitor is written anywhere. While
the cache cannot be reached nobody is refused; the lock below still lets each process make one PDF at a time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from core.where import client_address

PDF_MOST = 6  # a minute, for each address
PDF_SECONDS = 60
_PATIENCE_SECONDS = 1  # whoever waits holds a thread that others need
_press = threading.Lock()


def may_print(request: HttpRequest) -> bool:
    """Count this wish for a PDF; False once the address has used up its minute."""
    address = salted_hmac("loans.simulator.pdf", _household(client_address(request))).hexdigest()[:32]
    key = f"simulator-pdf:{address}"
    if cache.add(key, 1, timeout=PDF_SECONDS):
        return True
    try:
        return cache.incr(key) <= PDF_MOST
    except ValueError:  # the minute ended between the two questions
        return True


def _household(address: str) -> str:
    """`address`, or of IPv6 the network of 64 bits that one household has: it may use any address of it."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address


@contextmanager
def at_the_press() -> Iterator[bool]:
    """Wait for this process's turn to make a PDF; False when the turn does not come within a second."""
    is_ours = _press.acquire(timeout=_PATIENCE_SECONDS)
    try:
        yield is_ours
    finally:
        if is_ours:
            _press.release()

"""Where a request comes from, as the audit trail and the brute-force lock understand it."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The IP address of the browser; "" when there is none (a Unix socket without a proxy, nonsense in a header).

    X-Forwarded-For is believed only as far as `settings.PROXY_COUNT` proxies of ours have written it.
    """
    named = request.META.get("REMOTE_ADDR", "")
    if settings.PROXY_COUNT:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        named = chain[-settings.PROXY_COUNT] if len(chain) >= settings.PROXY_COUNT else ""
    try:
        return str(ip_address(named.strip()))
    except ValueError:
        return ""

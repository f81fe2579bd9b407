"""The request as a view behind a guard gets it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from core.models import User


class StaffRequest(HttpRequest):
    """A request of somebody logged in: for annotations only, Django makes the object."""

    user: User
    htmx: HtmxDetails

"""A service's no."""

from django.utils.functional import Promise


class Refused(Exception):
    """The act is not possible now. `reason` is a sentence for the person who asked, in their language.

    `field` names the form field that is to blame, when there is one. Forms show it through `core.forms.apply`.
    """

    def __init__(self, reason: str | Promise, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field

    def __str__(self) -> str:
        return str(self.reason)

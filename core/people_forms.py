"""The form of a person with a login."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.permissions import ROLES

_ROLE_CHOICES = [(role.code, format_lazy("{}: {}", role.label, role.purpose)) for role in ROLES.values()]


class PersonForm(forms.Form):
    """Name, address, role and language; for somebody who is there already also whether the account is open."""

    helper: FormHelper

    full_name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("This is the login."))
    role = forms.ChoiceField(label=_("Role"), choices=_ROLE_CHOICES, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of mails and of the first login."),
    )
    is_active = forms.BooleanField(
        label=_("The account is open"),
        required=False,
        help_text=_("Closing it ends every session at once. Nothing that the person did disappears."),
    )

    def __init__(self, data: Any = None, *, known: User | None = None, by: User) -> None:
        facts = ("full_name", "email", "role", "language", "is_active")
        initial = {field: getattr(known, field) for field in facts} if known else {"language": "fr"}
        super().__init__(data, initial=initial)
        if known is None:
            del self.fields["is_active"]
        elif known == by:
            # The service refuses it too; here the form says so before anybody tries.
            self.fields["role"].disabled = self.fields["is_active"].disabled = True
            self.fields["role"].help_text = _("Nobody changes their own role. Ask another administrator.")

"""What every form shares: the submission key, and a service's refusal turned into a form error in one place."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django import forms

from core.refusals import Refused

T = TypeVar("T")


class KeyedForm(forms.Form):
    """A form that carries a key made when it was opened, so that sending it twice changes nothing twice."""

    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def apply(form: forms.BaseForm, service_call: Callable[[], T]) -> T | None:
    """Run the service for a valid form; on `Refused` put the reason on its field (or above the form), return None."""
    try:
        return service_call()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.models import Applicant, Municipality
from applicants.numbering import next_reference
from core import audit
from core.models import User
from core.refusals import Refused
from core.saving import save_clean


@transaction.atomic
def register(
    *,
    first_name: str,
    last_name: str,
    contact_language: str,
    by: User,
    on: date,
    at: datetime,
    reference: str = "",
    born_on: date | None = None,
    gender: str = Applicant.Gender.UNKNOWN,
    prior_status: str = Applicant.Status.UNKNOWN,
    email: str = "",
    phone: str = "",
    street: str = "",
    postcode: str = "",
    municipality: Municipality | None = None,
) -> Applicant:
    """Register a person who made a first contact `on` a day; the next number of the year unless one is given.

    Raises Refused for a birthday after the first contact and for what the model does not accept.
    """
    if born_on and born_on >= on:
        raise Refused(_("The birthday must lie before the first contact."), field="born_on")
    applicant = save_clean(
        Applicant(
            reference=reference or next_reference(Applicant, "C", on=on),
            first_name=first_name,
            last_name=last_name,
            contact_language=contact_language,
            born_on=born_on,
            gender=gender,
            prior_status=prior_status,
            email=email,
            phone=phone,
            street=street,
            postcode=postcode,
            municipality=municipality,
            registered_on=on,
        )
    )
    audit.record("applicant.register", by=by, subject=subject(applicant), at=at)
    return applicant


def subject(applicant: Applicant) -> str:
    """How the audit trail names this person: by number, never by name."""
    return f"applicants.applicant:{applicant.reference}"

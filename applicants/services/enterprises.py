from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.be import vat

from applicants.models import Enterprise, LegalForm, Municipality
from core import audit
from core.models import User
from core.refusals import Refused
from core.saving import save_clean


@transaction.atomic
def register(
    *,
    name: str,
    legal_form: LegalForm,
    municipality: Municipality,
    by: User,
    on: date,
    at: datetime,
    enterprise_number: str = "",
    founded_on: date | None = None,
    nace_code: str = "",
    is_social_economy: bool = False,
    street: str = "",
    postcode: str = "",
    statistical_sector: str = "",
) -> Enterprise:
    """Register a firm as it stands `on` a day, perhaps not yet founded: then it has neither number nor founding day.

    The number may be typed as people do ("BE 0428.759.497"). Raises Refused for a number with wrong check digits or
    already registered, a founding day to come, and a legal form that the law did not know on that day.
    """
    if founded_on and founded_on > on:
        raise Refused(_("The founding day must not lie in the future."), field="founded_on")
    day = founded_on or on
    if not LegalForm.objects.on(day).filter(pk=legal_form.pk).exists():
        raise Refused(_("This legal form did not exist on that day."), field="legal_form")
    enterprise = save_clean(
        Enterprise(
            name=name,
            legal_form=legal_form,
            municipality=municipality,
            enterprise_number=_compact(enterprise_number),
            founded_on=founded_on,
            nace_code=nace_code,
            is_social_economy=is_social_economy,
            street=street,
            postcode=postcode,
            statistical_sector=statistical_sector,
        )
    )
    detail = {"number": enterprise.enterprise_number, "legal_form": legal_form.code}
    audit.record(
        "enterprise.register", by=by, subject=f"applicants.enterprise:{enterprise.pk}", at=at, detail=detail
    )
    return enterprise


def _compact(number: str) -> str | None:
    """Ten digits without dots, spaces and country code; None for nothing. The model checks the digits."""
    text = number.strip()
    return str(vat.compact(text)) if text else None

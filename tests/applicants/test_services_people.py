"""Registering people and firms."""

from datetime import date

import pytest

from applicants.models import Applicant
from core.models import AuditEvent
from core.refusals import Refused
from tests.applicants import builders

pytestmark = pytest.mark.django_db
MARCH = date(2010, 3, 1)


def test_a_person_gets_a_number_and_a_name_to_sort_by(cast):
    someone = builders.person(by=cast.aicha, on=MARCH, first_name="Élodie", last_name="Noël")
    assert (someone.reference, someone.sort_name, someone.registered_on) == (
        "C-2010-0001",
        "noel elodie",
        MARCH,
    )


def test_the_trail_names_a_person_by_number_only(cast):
    someone = builders.person(by=cast.aicha, on=MARCH)
    event = AuditEvent.objects.get(verb="applicant.register")
    assert (event.subject, event.by) == ("applicants.applicant:C-2010-0001", cast.aicha)
    assert someone.last_name not in f"{event.subject}{event.detail}"


def test_a_birthday_after_the_first_contact_is_refused(cast):
    with pytest.raises(Refused) as refusal:
        builders.person(by=cast.aicha, on=MARCH, born_on=MARCH)
    assert refusal.value.field == "born_on"
    assert not Applicant.objects.exists()


def test_what_the_model_does_not_accept_is_refused_on_its_field(cast):
    with pytest.raises(Refused) as refusal:
        builders.person(by=cast.aicha, on=MARCH, email="nadia at home")
    assert refusal.value.field == "email"


@pytest.mark.parametrize("typed", ["0428759497", "BE 0428.759.497", "0428 759 497"])
def test_a_firm_keeps_its_number_as_ten_digits(cast, typed):
    firm = builders.enterprise(by=cast.aicha, on=MARCH, enterprise_number=typed)
    assert (firm.enterprise_number, firm.number_in_groups) == ("0428759497", "0428.759.497")


def test_a_firm_not_yet_founded_has_no_number(cast):
    firm = builders.enterprise(by=cast.aicha, on=MARCH)
    assert (firm.enterprise_number, firm.number_in_groups) == (None, "")
    builders.enterprise(by=cast.aicha, on=MARCH, name="Second")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"enterprise_number": "0428759498"}, "enterprise_number"),
        ({"enterprise_number": "12"}, "enterprise_number"),
        ({"enterprise_number": "none yet"}, "enterprise_number"),
        ({"founded_on": date(2010, 3, 2)}, "founded_on"),
        ({"legal_form": "SRL"}, "legal_form"),
        ({"name": ""}, "name"),
    ],
)
def test_a_firm_is_refused_with_the_field_to_blame(cast, facts, field):
    with pytest.raises(Refused) as refusal:
        builders.enterprise(by=cast.aicha, on=MARCH, **facts)
    assert refusal.value.field == field


def test_a_number_is_registered_once(cast):
    builders.enterprise(by=cast.aicha, on=MARCH, enterprise_number="0428759497")
    with pytest.raises(Refused) as refusal:
        builders.enterprise(by=cast.aicha, on=MARCH, enterprise_number="0428759497", name="Other")
    assert refusal.value.field == "enterprise_number"

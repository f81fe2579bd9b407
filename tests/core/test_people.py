"""People are added, changed, invited and unlocked; the house never loses its last key."""

from collections.abc import Callable

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client

from core import people, tasks
from core.models import AuditEvent, Message, User
from core.people_list import locked_addresses, staff
from core.refusals import Refused
from tests.conftest import NOON, PASSWORD, Cast

SITE = "https://brusoc.example/"


def add(cast: Cast, **facts: str) -> User:
    wanted = {
        "email": "Hanne@BRUSOC.example",
        "full_name": "Hanne Claes",
        "role": "advisor",
        "language": "nl",
        **facts,
    }
    return people.add(**wanted, by=cast.filip, at=NOON, site=SITE, where="10.0.0.1")


def test_a_new_person_gets_a_mail_in_their_language_and_no_password(cast: Cast) -> None:
    user = add(cast)
    assert user.email == "hanne@brusoc.example"
    assert not user.has_usable_password()
    tasks.mail_password_link(**Message.objects.get().payload)
    (letter,) = mail.outbox
    assert letter.to == ["hanne@brusoc.example"]
    assert f"{SITE}account/password/reset/key/" in letter.body
    assert "Hanne Claes" in letter.body


def test_the_first_link_leads_to_a_login(cast: Cast) -> None:
    user = add(cast, language="en")
    tasks.mail_password_link(**Message.objects.get().payload)
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith(SITE)).removeprefix(SITE)
    client = Client()
    form = client.get(f"/{link}", follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    answer = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == "/"


def test_what_was_done_is_in_the_trail(cast: Cast) -> None:
    user = add(cast)
    people.change(
        user=user, by=cast.filip, at=NOON, role="analyst", full_name="Hanne Claes", where="10.0.0.1"
    )
    added, changed = AuditEvent.objects.order_by("pk")
    assert (added.verb, added.by, added.subject, added.where) == (
        "user.add",
        cast.filip,
        f"core.user:{user.pk}",
        "10.0.0.1",
    )
    assert changed.detail == {"role": ["advisor", "analyst"]}
    assert "password" not in str(added.detail)


@pytest.mark.parametrize("email", ["aicha@brusoc.example", "AICHA@Brusoc.Example", "no-address", ""])
def test_an_address_that_is_taken_or_none_is_refused(cast: Cast, email: str) -> None:
    with pytest.raises(Refused) as refusal:
        add(cast, email=email)
    assert refusal.value.field in {"email", None}
    assert not Message.objects.exists()


def test_an_unknown_role_or_language_is_refused(cast: Cast) -> None:
    for facts in ({"role": "emperor"}, {"language": "de"}):
        with pytest.raises(Refused):
            add(cast, **facts)


def test_nothing_changed_is_nothing_done(cast: Cast) -> None:
    people.change(user=cast.aicha, by=cast.filip, at=NOON, role="analyst")
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("wanted", [{"role": "manager"}, {"is_active": False}])
def test_nobody_changes_their_own_role_or_closes_their_own_account(
    cast: Cast, wanted: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refusal:
        people.change(user=cast.filip, by=cast.filip, at=NOON, **wanted)
    assert refusal.value.field == next(iter(wanted))
    assert User.objects.get(pk=cast.filip.pk).is_staff


@pytest.mark.parametrize("wanted", [{"role": "manager"}, {"is_active": False}])
def test_the_last_administrator_stays(cast: Cast, wanted: dict[str, object]) -> None:
    ghost = User.objects.create_user(
        "ghost@brusoc.example", PASSWORD, role="administrator", full_name="G", is_active=False
    )
    with pytest.raises(Refused):
        people.change(user=cast.filip, by=ghost, at=NOON, **wanted)


def test_one_of_two_administrators_may_go(cast: Cast) -> None:
    second = add(cast, role="administrator")
    people.change(user=cast.filip, by=second, at=NOON, is_active=False)
    assert not User.objects.get(pk=cast.filip.pk).is_active


def test_a_closed_account_gets_no_link(cast: Cast) -> None:
    people.change(user=cast.aicha, by=cast.filip, at=NOON, is_active=False)
    with pytest.raises(Refused):
        people.invite(user=User.objects.get(pk=cast.aicha.pk), by=cast.filip, at=NOON, site=SITE)
    tasks.mail_password_link(user_id=cast.aicha.pk, site=SITE, first=False)
    assert not mail.outbox


def test_unlocking_forgets_the_failures_of_this_person_only(cast: Cast) -> None:
    for person in (cast.aicha, cast.bram):
        for _ in range(5):
            Client().post("/account/login/", {"login": person.email, "password": "wrong-wrong"})
    assert locked_addresses() == {cast.aicha.email, cast.bram.email}
    people.unlock(user=cast.aicha, by=cast.filip, at=NOON)
    assert locked_addresses() == {cast.bram.email}
    assert AccessAttempt.objects.count() == 1
    assert {one.user for one in staff() if one.is_locked} == {cast.bram}


def test_the_list_is_in_the_order_of_names_with_the_closed_last(cast: Cast) -> None:
    add(cast, full_name="Émile Aerts")
    people.change(user=cast.bram, by=cast.filip, at=NOON, is_active=False)
    names = [one.user.full_name for one in staff()]
    assert names.index("Elke Maes") < names.index("Émile Aerts") < names.index("Filip Janssens")
    assert names[-1] == "Bram Peeters"


def test_the_list_costs_the_same_for_many(cast: Cast, django_assert_num_queries: Callable) -> None:
    User.objects.bulk_create(
        User(email=f"p{n}@brusoc.example", full_name=f"P {n}", role="advisor") for n in range(100)
    )
    with django_assert_num_queries(3):
        assert len(staff()) == 107

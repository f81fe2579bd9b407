"""The pages of people and roles."""

from collections.abc import Callable

import pytest
from django.test import Client

from core.models import AuditEvent, Message, User
from core.permissions import ROLES, Permission
from tests.conftest import PASSWORD, Cast

FACTS = {"full_name": "Hanne Claes", "email": "hanne@brusoc.example", "role": "advisor", "language": "nl"}


@pytest.fixture
def filip(cast: Cast, logged_in: Callable[[User], Client]) -> Client:
    return logged_in(cast.filip)


def test_the_list_shows_everybody_and_filters_by_role(cast: Cast, filip: Client) -> None:
    page = filip.get("/staff/").content.decode()
    assert all(person.full_name in page for person in vars(cast).values())
    page = filip.get("/staff/?role=advisor").content.decode()
    assert "Greta Wouters" in page
    assert "Aïcha Benali" not in page
    assert filip.get("/staff/?role=emperor").status_code == 200


def test_somebody_is_added(cast: Cast, filip: Client) -> None:
    assert filip.get("/staff/add/").status_code == 200
    answer = filip.post("/staff/add/", {**FACTS, "is_active": "", "is_superuser": "1"}, follow=True)
    assert "Hanne Claes was added" in answer.content.decode()
    user = User.objects.get(email="hanne@brusoc.example")
    assert (user.role, user.is_active, user.language) == ("advisor", True, "nl")
    assert Message.objects.get().payload["site"] == "http://testserver/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "aicha@brusoc.example"},
        {"email": "nonsense"},
        {"full_name": ""},
        {"full_name": "   "},
        {"full_name": "x" * 121},
        {"full_name": "a\x00b"},
        {"role": "emperor"},
        {"language": "de"},
    ],
)
def test_a_wrong_fact_is_shown_on_its_field_and_nothing_is_lost(
    cast: Cast, filip: Client, wrong: dict[str, str]
) -> None:
    answer = filip.post("/staff/add/", {**FACTS, **wrong})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "is-invalid" in page
    assert next(iter(answer.context["form"].errors)) == next(iter(wrong))
    assert User.objects.count() == 7


def test_a_role_is_changed(cast: Cast, filip: Client) -> None:
    url = f"/staff/{cast.bram.pk}/"
    assert "Bram Peeters" in filip.get(url).content.decode()
    filip.post(
        url,
        {
            **FACTS,
            "full_name": "Bram Peeters",
            "email": cast.bram.email,
            "role": "analyst",
            "is_active": "on",
        },
    )
    assert User.objects.get(pk=cast.bram.pk).role == "analyst"
    assert AuditEvent.objects.get(verb="user.change").detail["role"] == ["advisor", "analyst"]


def test_ones_own_role_cannot_be_sent_either(cast: Cast, filip: Client) -> None:
    own = {**FACTS, "full_name": "Filip J.", "email": cast.filip.email, "role": "manager"}
    assert filip.post(f"/staff/{cast.filip.pk}/", own).status_code == 302
    user = User.objects.get(pk=cast.filip.pk)
    assert (user.full_name, user.role, user.is_active) == ("Filip J.", "administrator", True)


def test_markup_in_a_name_is_only_text(cast: Cast, filip: Client) -> None:
    filip.post("/staff/add/", {**FACTS, "full_name": "<script>alert(1)</script>{{7*7}}"})
    page = filip.get("/staff/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("act", ["unlock", "invite"])
def test_an_act_asks_first_and_is_done_by_post(cast: Cast, filip: Client, act: str) -> None:
    url = f"/staff/{cast.aicha.pk}/{act}/"
    assert filip.get(url).status_code == 200
    assert not AuditEvent.objects.filter(verb=f"user.{act}").exists()
    assert filip.post(url).status_code == 302
    assert AuditEvent.objects.filter(verb=f"user.{act}", subject=f"core.user:{cast.aicha.pk}").exists()


def test_inviting_to_a_closed_account_is_refused_in_words(cast: Cast, filip: Client) -> None:
    User.objects.filter(pk=cast.aicha.pk).update(is_active=False)
    page = filip.post(f"/staff/{cast.aicha.pk}/invite/", follow=True).content.decode()
    assert "This account is closed" in page


@pytest.mark.parametrize("path", ["", "add/", "1/", "1/unlock/", "1/invite/"])
def test_nobody_else_comes_here(cast: Cast, logged_in: Callable[[User], Client], path: str) -> None:
    answer = logged_in(cast.chantal).get(f"/staff/{path}")
    assert answer.status_code == 403
    assert "Manage people, roles and locks" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "unlock/", "invite/"])
def test_a_stranger_is_not_found(filip: Client, path: str) -> None:
    assert filip.get(f"/staff/987654321/{path}").status_code == 404


def test_the_page_of_roles_prints_every_right_of_every_role(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    page = logged_in(cast.elke).get("/roles/").content.decode()
    assert all(str(role.label) in page for role in ROLES.values())
    assert all(str(right.label).replace("'", "&#x27;") in page for right in Permission)
    held = sum(len(role.permissions) for role in ROLES.values())
    assert page.count(">yes</span>") == held
    assert page.count(">no</span>") == len(ROLES) * len(Permission) - held


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_ones_own_page_shows_role_rights_and_logins(cast: Cast, language: str) -> None:
    User.objects.filter(pk=cast.elke.pk).update(language=language)
    client = Client()
    client.post("/account/login/", {"login": cast.elke.email, "password": PASSWORD})
    answer = client.get("/profile/")
    assert "127.0.0.1" in answer.content.decode()
    assert answer.context["rights"] == [r.label for r in Permission if r in ROLES["auditor"].permissions]


def test_the_question_before_an_invitation_names_the_person(cast: Cast, filip: Client) -> None:
    page = filip.get(f"/staff/{cast.aicha.pk}/invite/").content.decode()
    assert "Aïcha Benali gets a link to choose a new password" in page

"""The door: log in, be refused, be locked out, choose a password, be sent away, and what the trail says of it."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from core import people, tasks
from core.models import AuditEvent, Message, User
from tests.conftest import NOON, PASSWORD, Cast

LOGIN = "/account/login/"


def log_in(client: Client, user: User, password: str = PASSWORD, **extra: str) -> object:
    return client.post(LOGIN, {"login": user.email, "password": password, **extra})


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_right_password_opens_the_desk_and_turns_the_session(cast: Cast) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["before"] = "login"
    session.save()
    answer = log_in(client, cast.aicha)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session.session_key != session.session_key
    assert client.get("/profile/").status_code == 200
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.where) == ("login", cast.aicha, "127.0.0.1")


def test_the_address_may_be_written_in_capitals(cast: Cast) -> None:
    answer = Client().post(LOGIN, {"login": cast.aicha.email.upper(), "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize("address", ["aicha@brusoc.example", "nobody@brusoc.example"])
def test_a_wrong_password_gets_the_same_answer_for_known_and_unknown(cast: Cast, address: str) -> None:
    answer = Client(headers={"accept-language": "en"}).post(
        LOGIN, {"login": address, "password": "wrong-wrong"}
    )
    assert answer.status_code == 200
    assert "not correct" in answer.content.decode()
    event = AuditEvent.objects.get()
    assert event.verb == "login.failed"
    assert "wrong-wrong" not in str(event.detail)


def test_what_is_typed_for_an_unknown_address_is_not_kept(cast: Cast) -> None:
    Client().post(LOGIN, {"login": "my-secret-password@typed.example", "password": "wrong-wrong"})
    event = AuditEvent.objects.get()
    assert (event.subject, event.detail) == ("core.user:unknown", {})


def test_after_five_failures_the_right_password_is_refused_until_unlocked(cast: Cast) -> None:
    client = Client()
    codes = [log_in(client, cast.aicha, "wrong-wrong").status_code for _ in range(5)]
    assert codes == [200] * 4 + [429]
    locked = log_in(client, cast.aicha)
    assert locked.status_code == 429
    assert "Content-Security-Policy" in locked.headers
    assert log_in(Client(), cast.bram).status_code == 302, "one lock does not close the house"
    people.unlock(user=cast.aicha, by=cast.filip, at=NOON)
    assert log_in(client, cast.aicha).status_code == 302
    assert "login.locked" in verbs()


def test_an_unknown_address_is_locked_alike(cast: Cast) -> None:
    client = Client()
    answers = [
        client.post(LOGIN, {"login": "x@y.example", "password": "wrong-wrong"}).status_code for _ in range(6)
    ]
    assert answers == [200] * 4 + [429] * 2


def test_a_closed_account_cannot_log_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.aicha.pk).update(is_active=False)
    client = Client()
    log_in(client, cast.aicha)
    assert client.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    "name", ["\x00", "a" * 5000, "<script>alert(1)</script>@x.example", "ünïcode@x.example"]
)
def test_strange_names_are_only_wrong(cast: Cast, name: str) -> None:
    assert Client().post(LOGIN, {"login": name, "password": "wrong-wrong"}).status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/x", "javascript:alert(1)", "\\\\evil.example"]
)
def test_a_foreign_next_is_not_followed(cast: Cast, target: str) -> None:
    answer = log_in(Client(), cast.aicha, next=target)
    assert urlsplit(answer["Location"]).netloc == ""
    assert answer["Location"] == "/"


def test_the_page_that_was_asked_for_follows_the_login(cast: Cast) -> None:
    client = Client()
    sent = client.get("/profile/?a=b")
    assert sent["Location"] == "/account/login/?next=/profile/%3Fa%3Db"
    assert log_in(client, cast.aicha, next="/profile/?a=b")["Location"] == "/profile/?a=b"


def test_the_language_of_the_person_greets_a_browser_that_has_not_chosen(cast: Cast) -> None:
    User.objects.filter(pk=cast.bram.pk).update(language="nl")
    client = Client(headers={"accept-language": "en"})
    log_in(client, cast.bram)
    assert client.cookies["django_language"].value == "nl"
    assert 'lang="nl"' in client.get("/profile/").content.decode()


def test_a_browser_that_has_chosen_keeps_its_language(cast: Cast) -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": LOGIN})
    log_in(client, cast.aicha)
    assert client.cookies["django_language"].value == "en"


def test_logging_out_ends_the_session_on_the_server(cast: Cast) -> None:
    client = Client()
    log_in(client, cast.aicha)
    stolen = client.cookies["sessionid"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/profile/").status_code == 302
    assert verbs() == ["login", "logout"]


def test_logging_out_by_get_only_asks(cast: Cast) -> None:
    client = Client()
    log_in(client, cast.aicha)
    client.get("/account/logout/")
    assert client.get("/profile/").status_code == 200


def test_a_new_password_ends_every_session(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    log_in(here, cast.aicha)
    log_in(elsewhere, cast.aicha)
    new = "another-canal-bridge-52"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert elsewhere.get("/profile/").status_code == 302
    assert here.get("/profile/").status_code == 302
    assert log_in(Client(), cast.aicha, new).status_code == 302
    assert "password.change" in verbs()
    assert new not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Choisi"), ("nl", "wachtwoord"), ("en", "Choose a new password")]
)
def test_the_reset_mail_comes_in_the_language_of_the_person(
    cast: Cast, language: str, words: str, django_capture_on_commit_callbacks: Callable
) -> None:
    User.objects.filter(pk=cast.aicha.pk).update(language=language)
    Client().post("/account/password/reset/", {"email": cast.aicha.email})
    tasks.mail_password_link(**Message.objects.get().payload)
    (letter,) = mail.outbox
    if language == "en":
        assert words in letter.subject
    assert letter.to == [cast.aicha.email]
    assert "http://testserver/account/password/reset/key/" in letter.body


def test_the_link_of_the_mail_sets_a_password_once(cast: Cast) -> None:
    Client().post("/account/password/reset/", {"email": cast.aicha.email})
    message = Message.objects.get()
    tasks.mail_password_link(**message.payload)
    link = urlsplit(re.search(r"http://\S+", mail.outbox[0].body)[0]).path
    assert link.rsplit("-", 1)[-1].strip("/") not in str(message.payload), "no row holds the token"
    client, new = Client(), "another-canal-bridge-52"
    form = client.get(link, follow=True)
    url = form.redirect_chain[-1][0]
    client.post(url, {"password1": new, "password2": new})
    assert log_in(Client(), cast.aicha, new).status_code == 302
    assert "password.reset" in verbs()
    again = Client().get(link, follow=True)
    assert "password1" not in again.content.decode()


def test_nobody_learns_whether_an_address_is_known(cast: Cast) -> None:
    known, unknown = (
        Client().post("/account/password/reset/", {"email": email})
        for email in (cast.aicha.email, "x@y.example")
    )
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Message.objects.count() == 1
    assert not mail.outbox


def test_a_weak_password_is_refused(cast: Cast) -> None:
    client = Client()
    log_in(client, cast.aicha)
    for weak in ("short-1", "aichabenali1", "123456789012"):
        client.post(
            "/account/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
        )
        assert User.objects.get(pk=cast.aicha.pk).check_password(PASSWORD), weak


def test_signing_up_is_not_possible(cast: Cast) -> None:
    assert Client().get("/account/signup/").status_code == 404


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_entrance_pages_open_in_three_languages(db: None, name: str, language: str) -> None:
    answer = Client(headers={"accept-language": language}).get(reverse(name))
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize(
    "name",
    ["account_change_password", "account_logout", "account_reauthenticate", "mfa_index", "mfa_list_webauthn"],
)
def test_account_pages_open_in_three_languages(
    cast: Cast, logged_in: Callable[[User], Client], name: str, language: str
) -> None:
    client = logged_in(cast.aicha)
    answer = client.get(reverse(name), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()

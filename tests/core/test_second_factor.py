"""The second step of the login: set up, asked for, used once, made a duty."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client, override_settings
from django.urls import reverse

from core.models import AuditEvent, User
from tests.conftest import PASSWORD, Cast

SECRET = generate_totp_secret()
DUTY = override_settings(SECOND_FACTOR_ROLES=["administrator", "manager"])


def code_at(moment: float) -> str:
    return format_hotp_value(hotp_value(SECRET, int(moment) // 30))


def with_totp(user: User) -> User:
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def first_step(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    return client


def is_inside(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def second_step(client: Client, code: str) -> None:
    client.post(reverse("mfa_authenticate"), {"code": code})


def test_the_password_alone_no_longer_opens(cast: Cast) -> None:
    client = first_step(with_totp(cast.chantal))
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert not is_inside(client)


def test_the_code_opens_and_only_once(cast: Cast) -> None:
    with_totp(cast.chantal)
    code = code_at(time.time())
    client, thief = first_step(cast.chantal), first_step(cast.chantal)
    second_step(client, code)
    assert is_inside(client)
    second_step(thief, code)
    assert not is_inside(thief)


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "١٢٣٤٥٦", "\x00", "9" * 500])
def test_a_wrong_code_does_not_open(cast: Cast, code: str) -> None:
    client = first_step(with_totp(cast.chantal))
    second_step(client, code)
    assert not is_inside(client)


def test_guessing_codes_is_slowed(cast: Cast) -> None:
    client = first_step(with_totp(cast.chantal))
    wrong = "000000" if code_at(time.time()) != "000000" else "111111"
    pages = [client.post(reverse("mfa_authenticate"), {"code": wrong}).content.decode() for _ in range(25)]
    assert "Too many" in pages[-1]
    second_step(client, code_at(time.time()))
    assert not is_inside(client)
    assert AuditEvent.objects.filter(verb="second_factor.failed", by=cast.chantal).exists()


def test_a_recovery_code_opens_once(cast: Cast) -> None:
    with_totp(cast.chantal)
    codes = Authenticator.objects.get(user=cast.chantal, type="recovery_codes").wrap().get_unused_codes()
    client, thief = first_step(cast.chantal), first_step(cast.chantal)
    second_step(client, codes[0])
    assert is_inside(client)
    second_step(thief, codes[0])
    assert not is_inside(thief)


@DUTY
def test_who_must_carry_one_sees_nothing_else_first(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    client = logged_in(cast.chantal)
    for url in ("/", "/profile/", "/audit/", "/admin/", "/jobs/"):
        assert client.get(url)["Location"] == reverse("mfa_index"), url
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.post("/account/logout/").status_code == 302


@DUTY
def test_who_carries_one_and_who_need_not_go_on(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    assert is_inside(logged_in(with_totp(cast.chantal)))
    assert is_inside(logged_in(cast.aicha))


@DUTY
def test_an_unknown_page_is_still_not_found_for_the_others(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    assert logged_in(cast.aicha).get("/no/such/page/").status_code == 404
    assert logged_in(cast.chantal).get("/no/such/page/").status_code in {302, 404}


def reauthenticated(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_setting_it_up_from_the_page_is_in_the_trail(
    cast: Cast, logged_in: Callable[[User], Client], django_capture_on_commit_callbacks: Callable
) -> None:
    client = reauthenticated(logged_in(cast.chantal))
    form = client.get(reverse("mfa_activate_totp"))
    assert form.status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert Authenticator.objects.filter(user=cast.chantal, type="totp").exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=cast.chantal, type="totp").exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"second_factor.add", "second_factor.remove"} <= verbs
    assert secret not in str(list(AuditEvent.objects.values("detail")))


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize(
    "name",
    [
        *("mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"),
        *(
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_reauthenticate",
            "mfa_deactivate_totp",
        ),
    ],
)
def test_the_pages_open_in_three_languages(
    cast: Cast, logged_in: Callable[[User], Client], name: str, language: str
) -> None:
    user = cast.chantal if name in {"mfa_activate_totp", "mfa_add_webauthn"} else with_totp(cast.chantal)
    client = reauthenticated(logged_in(user))
    answer = client.get(reverse(name), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()

"""What every answer carries, and what no answer gives away."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings

from core.models import User
from core.views import errors
from core.where import client_address
from tests.conftest import PASSWORD, Cast
from tests.repository.addresses import ours

PAGES = ["/account/login/", "/account/password/reset/", "/no/such/page/", "/healthz"]


def policy(answer: object) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts if name}


@pytest.mark.parametrize("url", PAGES)
def test_every_answer_carries_the_headers(db: None, url: str) -> None:
    answer = Client().get(url)
    rules = policy(answer)
    assert (rules["default-src"], rules["script-src"], rules["style-src"]) == ("'none'", "'self'", "'self'")
    assert (rules["frame-ancestors"], rules["base-uri"], rules["form-action"]) == (
        "'none'",
        "'none'",
        "'self'",
    )
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_no_page_of_ours_has_inline_scripts_or_styles(
    cast: Cast, logged_in: Callable[[User], Client]
) -> None:
    clients = [Client(), *(logged_in(person) for person in (cast.chantal, cast.filip))]
    for client in clients:
        for url in [*PAGES, *(one.url for one in ours())]:
            answer = client.get(url)
            if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                page = answer.content.decode()
                assert not re.search(
                    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", page
                ), url
                assert not re.search(r"<[^>]+\s(style|on\w+)=", page), url
                assert "<style" not in page, url


@pytest.mark.parametrize(
    "url", ["/account/login/", "/account/logout/", "/language/", "/account/password/reset/", "/staff/add/"]
)
def test_a_post_without_its_token_is_refused_with_our_page(cast: Cast, url: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(cast.filip, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(url, {"login": cast.filip.email, "password": PASSWORD, "language": "nl"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_a_foreign_host_is_refused_with_our_page(db: None) -> None:
    answer = Client(headers={"host": "evil.example", "accept-language": "en"}).get("/account/login/")
    assert answer.status_code == 400
    assert "could not be understood" in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_language_switch_leads_nowhere_else(db: None, target: str) -> None:
    assert Client().post("/language/", {"language": "nl", "next": target})["Location"] == "/"


def test_the_language_switch_is_remembered(cast: Cast, logged_in: Callable[[User], Client]) -> None:
    client = logged_in(cast.aicha)
    assert (
        client.post("/language/", {"language": "nl", "next": "/profile/?x=1"})["Location"] == "/profile/?x=1"
    )
    assert User.objects.get(pk=cast.aicha.pk).language == "nl"
    client.post("/language/", {"language": "xx", "next": "/"})
    assert User.objects.get(pk=cast.aicha.pk).language == "nl"
    assert client.get("/language/").status_code == 405


@pytest.mark.parametrize(
    ("accept", "language"),
    [("nl-BE,fr;q=0.5", "nl"), ("de", "fr"), ("", "fr"), ("en-US", "en"), ("\x00;q=x", "fr")],
)
def test_the_language_of_the_browser_else_french(db: None, accept: str, language: str) -> None:
    answer = Client(headers={"accept-language": accept}).get("/account/login/")
    assert answer["Content-Language"] == language
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_an_unknown_page_says_so_in_ones_language(db: None, language: str) -> None:
    answer = Client(headers={"accept-language": language}).get("/no/such/page/")
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.content.decode()


def test_a_failure_gives_nothing_away() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert not re.search(r"Traceback|Django|Python|gunicorn|psycopg", page)


def test_too_many_requests_have_a_page(db: None) -> None:
    answer = errors.too_many_requests(RequestFactory().get("/"))
    assert answer.status_code == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "remote", "found"),
    [
        (0, "9.9.9.9", "10.0.0.1", "10.0.0.1"),
        (1, "9.9.9.9, 8.8.8.8", "10.0.0.1", "8.8.8.8"),
        (2, "7.7.7.7, 9.9.9.9, 8.8.8.8", "10.0.0.1", "9.9.9.9"),
        (2, "8.8.8.8", "10.0.0.1", ""),
        (1, "<script>", "10.0.0.1", ""),
        (0, "", "", ""),
        (1, "2001:db8::1", "", "2001:db8::1"),
    ],
)
def test_an_address_is_believed_as_far_as_our_proxies_wrote_it(
    proxies: int, forwarded: str, remote: str, found: str
) -> None:
    request = RequestFactory(REMOTE_ADDR=remote).get("/", headers={"x-forwarded-for": forwarded})
    with override_settings(PROXY_COUNT=proxies):
        assert client_address(request) == found


def production(**more: str) -> dict[str, str]:
    site = {
        "SECRET_KEY": "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH",
        "HTTPS": "1",
        "BEHIND_PROXY": "1",
    }
    return {**os.environ, **site, "ALLOWED_HOSTS": "portfolio.example", **more}


def test_the_deployment_check_is_clean_as_a_site_runs(tmp_path: Path) -> None:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=production(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_over_https_the_cookies_are_secure_and_plain_requests_are_turned_away(db: None) -> None:
    script = (
        "import django; django.setup(); from django.conf import settings; from django.test import Client;"
        "plain = Client(HTTP_HOST='portfolio.example').get('/account/login/');"
        "print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS);"
        "print(plain['Location'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=production(DJANGO_SETTINGS_MODULE="brusoc.settings"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["True", "True", "31536000", "https://portfolio.example/account/login/"], (
        done.stderr
    )

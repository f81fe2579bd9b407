"""Mail that workers send to people of the house, in their language."""

from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core.models import User

_WELCOME = ("core/mail/welcome_subject.txt", "core/mail/welcome_message.txt")
_RESET = ("account/email/password_reset_key_subject.txt", "account/email/password_reset_key_message.txt")


def password_link(*, user: User, site: str, first: bool) -> None:
    """Send the link under which `user` chooses a password; `first` greets somebody new.

    `site` is "https://host/". The link works once and for `settings.PASSWORD_RESET_TIMEOUT` seconds.
    """
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = urljoin(site, reverse("account_reset_password_from_key", kwargs=key))
    with translation.override(user.language):
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
        words = {"user": user, "password_reset_url": link, "site": site, "days": days}
        subject_template, body_template = _WELCOME if first else _RESET
        subject = " ".join(render_to_string(subject_template, words).split())
        body = render_to_string(body_template, words).strip()
    send_mail(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, body, None, [user.email])

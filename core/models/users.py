from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.permissions import ROLE_CHOICES, ROLES, Permission, Role, role_of


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A saved user; `email` is normalised, an empty password makes an account that cannot log in yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """What `manage.py createsuperuser` makes: an administrator."""
        fields.setdefault("role", "administrator")
        fields.setdefault("full_name", email.partition("@")[0])
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login"],
)
class User(AbstractBaseUser):
    """A member of staff or a controller. Clients have no login."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fr", "Français"), ("nl", "Nederlands"), ("en", "English")],
        default="fr",
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("A person who has left is made inactive, never deleted.")
    )
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=sorted(ROLES)), name="user_role_known"),
            models.UniqueConstraint(Lower("email"), name="user_email_once_any_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.partition(" ")[0]

    @property
    def duty(self) -> Role:
        """The described role: label, purpose and rights."""
        return role_of(self.role)

    def may(self, permission: Permission) -> bool:
        """Does the role of this active person hold the right?"""
        return self.is_active and permission in self.duty.permissions

    # Django's admin asks these four; it is for administrators alone (core.admin_site).
    @property
    def is_staff(self) -> bool:
        return self.is_active and self.role == "administrator"

    @property
    def is_superuser(self) -> bool:
        return self.is_staff

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

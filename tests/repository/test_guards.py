"""A view without a guard is an open door."""

import pytest
from django.urls import resolve

from core.permissions import ROLES, Permission
from tests.repository.addresses import Address, addresses, ours

GUARDS = {"reads", "writes", "signed_in", "anyone", "own"}
# What the public may open, and what checks its own method: named here, so that a new one is a decision.
PUBLIC = {"core:healthz", "simulator:page", "simulator:csv", "simulator:xlsx", "simulator:pdf"}
OWN = {"set_language"}


@pytest.mark.parametrize("address", ours(), ids=lambda address: address.name)
def test_every_view_carries_a_guard(address: Address) -> None:
    assert getattr(address.view, "guard", None) in GUARDS


@pytest.mark.parametrize("address", ours(), ids=lambda address: address.name)
def test_a_guard_that_asks_for_a_right_names_one(address: Address) -> None:
    if address.view.guard in {"reads", "writes"}:
        assert isinstance(address.view.permission, Permission)


def test_public_pages_are_the_known_ones() -> None:
    assert {one.name for one in ours() if one.view.guard == "anyone"} == PUBLIC
    assert {one.name for one in ours() if one.view.guard == "own"} == OWN


def test_every_address_has_a_name_and_no_name_is_used_twice() -> None:
    names = [one.name for one in addresses() if not one.name.startswith("admin:")]
    assert len(names) == len(set(names))
    assert all(one.url.startswith("/") for one in ours())


def test_nobody_can_sign_up_or_manage_addresses() -> None:
    names = {one.name for one in addresses()}
    assert not names & {"account_signup", "account_email", "account_confirm_email", "mfa_signup_webauthn"}


def test_every_right_is_held_by_a_role() -> None:
    assert set().union(*(role.permissions for role in ROLES.values())) == set(Permission)


@pytest.mark.parametrize("address", ours(), ids=lambda address: address.name)
def test_no_address_hides_another(address: Address) -> None:
    assert resolve(address.url).func is address.view

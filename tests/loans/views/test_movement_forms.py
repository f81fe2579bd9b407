from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from core.models import Installation
from loans.models import Investment, Movement, Position
from tests.conftest import NOON
from tests.loans.builders import Stage
from tests.loans.views.conftest import Enter


def payment(**changes: object) -> dict[str, object]:
    return {
        "submission_key": uuid4(),
        "amount": "851.50",
        "on": "2010-03-25",
        "bank_reference": "BK1",
    } | changes


@pytest.fixture
def driss(logged_in: Enter, stage: Stage) -> Client:
    return logged_in(stage.cast.driss)


def test_a_payment_is_booked_and_the_page_returns_to_the_ledger(loan: Investment, driss: Client) -> None:
    url = f"{loan.get_absolute_url()}repayment/"
    assert b"Value day" in driss.get(url).content

    answer = driss.post(url, payment(amount="1 851,50"))

    assert (answer.status_code, answer["Location"]) == (302, f"{loan.get_absolute_url()}#ledger")
    movement = Movement.objects.latest("id")
    assert (movement.amount, movement.value_on, movement.bank_reference) == (
        Decimal("1851.50"), date(2010, 3, 25), "BK1",
    )  # fmt: skip
    assert movement.booked_by.full_name == "Driss Amrani"


def test_a_double_click_books_once_and_another_payment_under_its_key_is_refused(
    loan: Investment, driss: Client
) -> None:
    url, once = f"{loan.get_absolute_url()}repayment/", payment()
    count = Movement.objects.count()

    assert [driss.post(url, once).status_code for _ in range(2)] == [302, 302]
    assert Movement.objects.count() == count + 1
    answer = driss.post(url, once | {"amount": "5"})
    assert (answer.status_code, Movement.objects.count()) == (422, count + 1)
    assert "key was used" in answer.content.decode()


@pytest.mark.parametrize(
    "amount", ["-1", "0", "0.001", "1e3", "NaN", "1.234,56", "1.234", "1,234", "10" * 15, "١٢", "", "abc"]
)
def test_an_amount_with_no_one_reading_changes_nothing_and_keeps_what_was_typed(
    loan: Investment, driss: Client, amount: str
) -> None:
    count = Movement.objects.count()

    answer = driss.post(f"{loan.get_absolute_url()}repayment/", payment(amount=amount))

    assert (answer.status_code, Movement.objects.count()) == (422, count)
    assert answer.context["form"].errors["amount"]
    assert "BK1" in answer.content.decode()


@pytest.mark.parametrize("on", ["2010-01-31", "2010-02-31", "9999-12-31", "0000-01-01", "", "x"])
def test_a_day_that_cannot_be_is_an_error_of_its_field(loan: Investment, driss: Client, on: str) -> None:
    answer = driss.post(f"{loan.get_absolute_url()}repayment/", payment(on=on))

    assert answer.status_code == 422
    assert answer.context["form"].errors["on"]


@pytest.mark.parametrize("reference", ["x" * 61, "NUL \0"])
def test_a_reference_that_cannot_be_kept_is_refused(loan: Investment, driss: Client, reference: str) -> None:
    answer = driss.post(f"{loan.get_absolute_url()}repayment/", payment(bank_reference=reference))

    assert answer.context["form"].errors["bank_reference"]


def test_money_after_a_write_off_is_a_recovery(stage: Stage, loan: Investment, driss: Client) -> None:
    stage.write_off(loan, date(2010, 6, 1))

    answer = driss.post(f"{loan.get_absolute_url()}repayment/", payment(on="2010-06-15", amount="100"))

    assert answer.status_code == 302
    assert Position.objects.get(investment=loan).recovered == 100


def test_a_repaid_investment_takes_no_payment(stage: Stage, driss: Client) -> None:
    investment = stage.investment()
    stage.repay_all(investment)
    url = f"{investment.get_absolute_url()}repayment/"

    assert b"not in repayment" in driss.get(url).content
    assert driss.post(url, payment()).status_code == 422


@pytest.mark.parametrize("who", ["aicha", "bram", "chantal", "elke", "filip", "greta"])
def test_only_an_accountant_books(loan: Investment, logged_in: Enter, stage: Stage, who: str) -> None:
    client, count = logged_in(getattr(stage.cast, who)), Movement.objects.count()
    movement = Movement.objects.latest("id")

    assert client.post(f"{loan.get_absolute_url()}repayment/", payment()).status_code == 403
    assert client.post(f"/portfolio/movements/{movement.pk}/reverse/", payment(reason="x")).status_code == 403
    assert Movement.objects.count() == count


def test_a_reversal_is_asked_first_and_then_done_once(loan: Investment, driss: Client) -> None:
    movement = loan.movements.get(kind="repayment")
    url = f"/portfolio/movements/{movement.pk}/reverse/"
    asked = driss.get(url).content.decode()
    for words in ("851.50", "25\N{NO-BREAK SPACE}February\N{NO-BREAK SPACE}2010", "instalment 1."):
        assert words in asked
    sent = {"submission_key": uuid4(), "on": "2010-02-25", "reason": "Booked twice."}

    assert [driss.post(url, sent).status_code for _ in range(2)] == [302, 302]

    assert movement.reversed_by.reason == "Booked twice."
    assert Position.objects.get(investment=loan).outstanding == 10000
    again = driss.post(url, sent | {"submission_key": uuid4()})
    assert again.status_code == 422
    assert "reversed already" in again.content.decode()


@pytest.mark.parametrize(("changes", "field"), [({"reason": "  "}, "reason"), ({"on": "2010-02-24"}, "on")])
def test_a_reversal_without_reason_or_too_early_is_refused(
    loan: Investment, driss: Client, changes: dict[str, str], field: str
) -> None:
    movement = loan.movements.get(kind="repayment")
    sent = {"submission_key": uuid4(), "on": "2010-02-25", "reason": "x"} | changes

    answer = driss.post(f"/portfolio/movements/{movement.pk}/reverse/", sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not hasattr(Movement.objects.get(pk=movement.pk), "reversed_by")


def test_a_write_off_is_not_reversed_by_the_accountant(stage: Stage, loan: Investment, driss: Client) -> None:
    movement = stage.write_off(loan, date(2010, 6, 1))

    assert driss.get(f"/portfolio/movements/{movement.pk}/reverse/").status_code == 403
    assert f"/movements/{movement.pk}/reverse/" not in driss.get(loan.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["{}repayment/", "/portfolio/movements/{}/reverse/"])
def test_other_methods_are_refused(loan: Investment, driss: Client, path: str) -> None:
    key = loan.get_absolute_url() if path.startswith("{}") else Movement.objects.latest("id").pk

    assert driss.put(path.format(key)).status_code == 405
    assert driss.delete(path.format(key)).status_code == 405


def test_an_unknown_movement_is_not_found(driss: Client) -> None:
    assert driss.get("/portfolio/movements/999999/reverse/").status_code == 404


def test_a_day_after_the_demonstrations_calendar_is_still_to_come(loan: Investment, driss: Client) -> None:
    Installation.objects.update_or_create(
        pk=1, defaults={"demonstration_day": date(2010, 4, 1), "demonstration_loaded_at": NOON}
    )
    count = Movement.objects.count()

    answer = driss.post(f"{loan.get_absolute_url()}repayment/", payment(on="2010-04-02"))

    assert (answer.status_code, Movement.objects.count()) == (422, count)
    assert "This day is still to come" in answer.content.decode()

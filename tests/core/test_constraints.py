"""What the constraint builders make PostgreSQL refuse, asked of a table of their own."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import isolate_apps

from core.constraints import ordered, paired, positive, state_demands

TABLE = "constraint_sample"


@pytest.fixture
def sample(db: None) -> Iterator[type[models.Model]]:
    with isolate_apps("core"):

        class Sample(models.Model):
            state = models.CharField(max_length=10, default="draft")
            signed_at = models.DateField(null=True)
            signed_by = models.IntegerField(null=True)
            ends_on = models.DateField(null=True)
            amount = models.DecimalField(max_digits=9, decimal_places=2, default=1)

            class Meta:
                app_label = "core"
                db_table = TABLE
                constraints = [
                    paired("signed_at", "signed_by", table=TABLE),
                    ordered("signed_at", "ends_on", table=TABLE),
                    state_demands("state", ["signed", "closed"], ["signed_at", "ends_on"], table=TABLE),
                    positive("amount", table=TABLE),
                ]

            def __str__(self) -> str:
                return self.state

        with connection.schema_editor() as editor:
            editor.create_model(Sample)
        yield Sample


SIGNED = {"signed_at": "2012-01-01", "signed_by": 1}


@pytest.mark.parametrize(
    "facts",
    [
        {},
        SIGNED,
        {"ends_on": "2012-01-01"},
        {**SIGNED, "ends_on": "2012-01-01"},
        {**SIGNED, "ends_on": "2013-01-01", "state": "signed"},
        {"amount": "0.01"},
    ],
)
def test_what_is_whole_is_accepted(sample: type[models.Model], facts: dict[str, object]) -> None:
    sample._default_manager.create(**facts)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"signed_at": "2012-01-01"}, "signed_at_with_signed_by"),
        ({"signed_by": 1}, "signed_at_with_signed_by"),
        ({**SIGNED, "ends_on": "2011-12-31"}, "ends_on_not_before_signed_at"),
        ({"state": "signed"}, "closed_has_signed_at"),
        ({**SIGNED, "state": "closed"}, "closed_has_signed_at"),
        ({"amount": 0}, "amount_positive"),
        ({"amount": -1}, "amount_positive"),
    ],
)
def test_what_is_not_is_refused(
    sample: type[models.Model], facts: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=f"{TABLE}_{constraint}"), transaction.atomic():
        sample._default_manager.create(**facts)


def test_a_demand_names_states_and_columns() -> None:
    for states, columns in (([], ["x"]), (["x"], [])):
        with pytest.raises(ValueError, match="needs states and columns"):
            state_demands("state", states, columns, table=TABLE)

import pytest

from core.models import User
from core.refusals import Refused
from core.saving import save_clean

pytestmark = pytest.mark.django_db


def test_a_valid_row_is_saved(cast):
    cast.bram.full_name = "Bram Peeters-Claes"
    assert save_clean(cast.bram) is cast.bram
    assert User.objects.get(pk=cast.bram.pk).full_name == "Bram Peeters-Claes"


def test_what_the_model_refuses_is_refused_with_its_field_and_not_saved(cast):
    cast.bram.full_name = ""
    with pytest.raises(Refused) as refusal:
        save_clean(cast.bram)
    assert refusal.value.field == "full_name"
    assert User.objects.get(pk=cast.bram.pk).full_name == "Bram Peeters"


def test_a_rule_of_the_whole_row_blames_no_field(cast):
    double = User(email="BRAM@brusoc.example", full_name="Double", role="advisor", password="x")
    with pytest.raises(Refused) as refusal:
        save_clean(double)
    assert refusal.value.field is None

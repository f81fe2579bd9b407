from datetime import date

import pytest
from django.core.management import call_command

from applicants import reference_data
from applicants.models import LegalForm, Municipality

pytestmark = pytest.mark.django_db


def test_the_region_has_19_municipalities_each_with_its_postcodes():
    reference_data.load()
    assert Municipality.objects.count() == 19
    brussels = Municipality.objects.get(nis_code="21004")
    assert brussels.postcodes == ["1000", "1020", "1120", "1130"]
    assert brussels.name_in("nl") == "Brussel (Stad)"
    postcodes = [code for row in Municipality.objects.all() for code in row.postcodes]
    assert len(postcodes) == len(set(postcodes)) == 22


def test_loading_again_changes_nothing_and_mends_what_was_changed():
    reference_data.load()
    Municipality.objects.filter(nis_code="21007").update(name_fr="Forêt")
    before = set(LegalForm.objects.values_list("pk", flat=True))
    call_command("load_applicants_reference", verbosity=0)
    assert Municipality.objects.get(nis_code="21007").name_fr == "Forest"
    assert set(LegalForm.objects.values_list("pk", flat=True)) == before


def test_the_forms_of_a_day_are_those_that_the_law_knew():
    reference_data.load()
    then = set(LegalForm.objects.on(date(2010, 5, 1)).values_list("code", flat=True))
    now = set(LegalForm.objects.on(date(2025, 5, 1)).values_list("code", flat=True))
    assert {"SPRL", "SCRL", "SCRI", "SCS", "ASBL", "PP"} <= then
    assert not {"SRL", "SC", "SCOMM"} & then
    assert {"SRL", "SC", "SCOMM", "SA", "SNC", "ASBL", "PP"} <= now
    assert not {"SPRL", "SCRL", "SCRI", "SCS", "SCA"} & now

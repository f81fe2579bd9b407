"""Reference data of this room: the 19 municipalities and the legal forms, as the law named them over time.

Sources: postcodes as published by bpost, NIS codes by Statbel; forms by the company code of 1999 and the Code of
companies and associations (23 March 2019). Rows of a site are updated, never removed.
"""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from applicants.models import LegalForm, Municipality

# The merger of municipalities of 1977; Brussels has had these 19 since.
_SINCE = date(1977, 1, 1)
_COMPANY_LAW = date(1873, 5, 18)
_LAST_DAY_OF_OLD_FORMS = date(2023, 12, 31)
_NEW_CODE = date(2019, 5, 1)

_MUNICIPALITIES = (
    ("21001", "Anderlecht", "Anderlecht", "1070"),
    ("21002", "Auderghem", "Oudergem", "1160"),
    ("21003", "Berchem-Sainte-Agathe", "Sint-Agatha-Berchem", "1082"),
    ("21004", "Bruxelles (Ville)", "Brussel (Stad)", "1000 1020 1120 1130"),
    ("21005", "Etterbeek", "Etterbeek", "1040"),
    ("21006", "Evere", "Evere", "1140"),
    ("21007", "Forest", "Vorst", "1190"),
    ("21008", "Ganshoren", "Ganshoren", "1083"),
    ("21009", "Ixelles", "Elsene", "1050"),
    ("21010", "Jette", "Jette", "1090"),
    ("21011", "Koekelberg", "Koekelberg", "1081"),
    ("21012", "Molenbeek-Saint-Jean", "Sint-Jans-Molenbeek", "1080"),
    ("21013", "Saint-Gilles", "Sint-Gillis", "1060"),
    ("21014", "Saint-Josse-ten-Noode", "Sint-Joost-ten-Node", "1210"),
    ("21015", "Schaerbeek", "Schaarbeek", "1030"),
    ("21016", "Uccle", "Ukkel", "1180"),
    ("21017", "Watermael-Boitsfort", "Watermaal-Bosvoorde", "1170"),
    ("21018", "Woluwe-Saint-Lambert", "Sint-Lambrechts-Woluwe", "1200"),
    ("21019", "Woluwe-Saint-Pierre", "Sint-Pieters-Woluwe", "1150"),
)
_ENGLISH = {"21004": "City of Brussels"}


class _Form(NamedTuple):
    code: str
    french: str
    dutch: str
    english: str
    valid_from: date = _COMPANY_LAW
    valid_to: date | None = None
    is_natural_person: bool = False
    is_cooperative: bool = False


_LEGAL_FORMS = (
    _Form("PP", "Personne physique", "Natuurlijk persoon", "Natural person", is_natural_person=True),
    _Form(
        "SPRL",
        "Société privée à responsabilité limitée (SPRL)",
        "Besloten vennootschap met beperkte aansprakelijkheid (BVBA)",
        "Private limited company (SPRL/BVBA)",
        date(1935, 7, 9),
        _LAST_DAY_OF_OLD_FORMS,
    ),
    _Form(
        "SRL",
        "Société à responsabilité limitée (SRL)",
        "Besloten vennootschap (BV)",
        "Private limited company (SRL/BV)",
        _NEW_CODE,
    ),
    _Form("SA", "Société anonyme (SA)", "Naamloze vennootschap (NV)", "Public limited company (SA/NV)"),
    _Form(
        "SCRL",
        "Société coopérative à responsabilité limitée (SCRL)",
        "Coöperatieve vennootschap met beperkte aansprakelijkheid (CVBA)",
        "Limited cooperative company (SCRL/CVBA)",
        date(1991, 7, 20),
        _LAST_DAY_OF_OLD_FORMS,
        is_cooperative=True,
    ),
    _Form(
        "SCRI",
        "Société coopérative à responsabilité illimitée (SCRI)",
        "Coöperatieve vennootschap met onbeperkte aansprakelijkheid (CVOA)",
        "Unlimited cooperative company (SCRI/CVOA)",
        date(1991, 7, 20),
        _LAST_DAY_OF_OLD_FORMS,
        is_cooperative=True,
    ),
    _Form(
        "SC",
        "Société coopérative (SC)",
        "Coöperatieve vennootschap (CV)",
        "Cooperative company (SC/CV)",
        _NEW_CODE,
        is_cooperative=True,
    ),
    _Form(
        "SNC",
        "Société en nom collectif (SNC)",
        "Vennootschap onder firma (VOF)",
        "General partnership (SNC/VOF)",
    ),
    _Form(
        "SCS",
        "Société en commandite simple (SCS)",
        "Gewone commanditaire vennootschap (GCV)",
        "Limited partnership (SCS/GCV)",
        _COMPANY_LAW,
        _LAST_DAY_OF_OLD_FORMS,
    ),
    _Form(
        "SCOMM",
        "Société en commandite (SComm)",
        "Commanditaire vennootschap (CommV)",
        "Limited partnership (SComm/CommV)",
        _NEW_CODE,
    ),
    _Form(
        "SCA",
        "Société en commandite par actions (SCA)",
        "Commanditaire vennootschap op aandelen (CommVA)",
        "Partnership limited by shares (SCA/CommVA)",
        _COMPANY_LAW,
        _LAST_DAY_OF_OLD_FORMS,
    ),
    _Form(
        "ASBL",
        "Association sans but lucratif (ASBL)",
        "Vereniging zonder winstoogmerk (VZW)",
        "Non-profit association (ASBL/VZW)",
        date(1921, 6, 27),
    ),
)


@transaction.atomic
def load() -> None:
    """Write or update the municipalities and legal forms; a second run changes nothing."""
    for nis_code, french, dutch, postcodes in _MUNICIPALITIES:
        Municipality.objects.update_or_create(
            nis_code=nis_code,
            defaults={
                "name_fr": french,
                "name_nl": dutch,
                "name_en": _ENGLISH.get(nis_code, french),
                "postcodes": postcodes.split(),
                "valid_from": _SINCE,
            },
        )
    for form in _LEGAL_FORMS:
        LegalForm.objects.update_or_create(
            code=form.code,
            defaults={
                "name_fr": form.french,
                "name_nl": form.dutch,
                "name_en": form.english,
                "valid_from": form.valid_from,
                "valid_to": form.valid_to,
                "is_natural_person": form.is_natural_person,
                "is_cooperative": form.is_cooperative,
            },
        )

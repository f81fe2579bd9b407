import re
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from applicants.models import Paper
from core.models import AuditEvent, StoredFile
from tests.applicants import builders
from tests.applicants.test_services_papers import hand_in
from tests.counting import queries_of

pytestmark = pytest.mark.django_db
MARCH = date(2010, 3, 1)
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def haricot(cast):
    return builders.project(analyst=cast.aicha, advisor=cast.bram, opened_on=MARCH)


@pytest.fixture
def paper(haricot):
    return hand_in(haricot, content=PDF, name="plan “été”.pdf", media_type="application/pdf")


def address_to_add(project):
    return reverse("applicants:paper_add", args=[project.pk])


def address_to_withdraw(paper):
    return reverse("applicants:paper_withdraw", args=[paper.pk])


def sent(content=PDF, name="plan.pdf", **changes):
    upload = SimpleUploadedFile("x", content, content_type="application/x-whatever")
    upload._name = name  # What a browser may send is not cleaned before it leaves.
    return {
        "submission_key": uuid.uuid4(), "kind": "lease", "note": "Signed by both", "file": upload, **changes,
    }  # fmt: skip


def test_a_paper_is_added_and_the_page_returns_to_the_papers(cast, logged_in, haricot):
    client = logged_in(cast.aicha)
    form = client.get(address_to_add(haricot)).content.decode()
    assert 'enctype="multipart/form-data"' in form
    assert 'accept=".pdf,.png,.jpg,.jpeg,.xlsx,.csv,.txt"' in form
    assert re.search(r"XLSX, CSV or plain text, at most 20\.0\sMB", form)
    answer = client.post(address_to_add(haricot), sent())
    assert (answer.status_code, answer["Location"]) == (302, f"{haricot.get_absolute_url()}#papers")
    paper = Paper.objects.get()
    assert (paper.kind, paper.note, paper.file.media_type, paper.file.stored_by) == (
        "lease", "Signed by both", "application/pdf", cast.aicha,
    )  # fmt: skip
    page = client.get(haricot.get_absolute_url()).content.decode()
    assert "The paper is added." in page
    for words in ("plan.pdf", "Signed by both", ">commercial lease<", "1\N{NO-BREAK SPACE}kB"):
        assert words in page


def test_a_double_click_adds_one(cast, logged_in, haricot):
    client, key = logged_in(cast.aicha), uuid.uuid4()
    answers = [client.post(address_to_add(haricot), sent(submission_key=key)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Paper.objects.count() == StoredFile.objects.count() == 1
    other = client.post(address_to_add(haricot), sent(submission_key=key, note="Another wish"))
    assert other.status_code == 422
    assert "sent before with other values" in other.content.decode()


WRONG = {
    "nothing": ({"file": ""}, {"en": "This field is required", "fr": "obligatoire", "nl": "verplicht"}),
    "empty": (
        sent(b""),
        {"en": "The file is empty.", "fr": "Le fichier est vide.", "nl": "Het bestand is leeg."},
    ),
    "large": (
        sent(PDF + b"x" * 5000),
        {"en": "The file is too large", "fr": "Le fichier est trop", "nl": "Het bestand is te groot"},
    ),
    "program": (sent(EXE), {"en": "not accepted", "fr": "pas accepté", "nl": "niet aanvaard"}),
    "page": (sent(HTML, "plan.pdf"), {"en": "not accepted", "fr": "pas accepté", "nl": "niet aanvaard"}),
    "picture": (sent(SVG, "plan.svg"), {"en": "not accepted", "fr": "pas accepté", "nl": "niet aanvaard"}),
    "page by name": (
        sent(HTML, "plan.html"),
        {"en": "not accepted", "fr": "pas accepté", "nl": "niet aanvaard"},
    ),
}


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("what", list(WRONG))
def test_a_file_that_cannot_be_kept_says_so_and_loses_nothing_else(
    cast, logged_in, haricot, settings, what, language
):
    settings.FILE_MAX_BYTES = 4096
    changes, words = WRONG[what]
    if changes["file"]:
        changes["file"].seek(0)
    client = logged_in(cast.aicha)
    client.cookies["language"] = client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.post(address_to_add(haricot), {**sent(), **changes})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words[language] in " ".join(answer.context["form"].errors["file"])
    assert f'lang="{language}"' in page
    assert 'value="Signed by both"' in page
    assert '<option value="lease" selected>' in page
    assert not StoredFile.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_read(cast, logged_in, haricot, settings, monkeypatch):
    settings.FILE_MAX_BYTES = 100
    read = []
    monkeypatch.setattr("applicants.forms.PaperForm.facts", read.append)
    assert logged_in(cast.aicha).post(address_to_add(haricot), sent(PDF * 50)).status_code == 422
    assert read == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("Étude <b>.PDF", "Étude <b>.PDF"),
        ("a\u202efdp.pdf", "afdp.pdf"),
    ],
)
def test_a_name_is_words_and_never_a_path(cast, logged_in, haricot, name, kept):
    client = logged_in(cast.aicha)
    assert client.post(address_to_add(haricot), sent(name=name)).status_code == 302
    stored = Paper.objects.get().file
    assert stored.name == kept
    assert stored.path.name == stored.pk.hex
    assert f">{escape(kept)}</a>" in client.get(haricot.get_absolute_url()).content.decode()


@pytest.mark.parametrize("changes", [{"kind": "love_letter"}, {"kind": ""}, {"note": "x" * 201}])
def test_the_other_fields_are_checked_too(cast, logged_in, haricot, changes):
    answer = logged_in(cast.aicha).post(address_to_add(haricot), sent(**changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(changes))
    assert "choose the file again" in answer.content.decode()


def test_the_same_file_again_is_refused_on_its_field(cast, logged_in, haricot, paper):
    answer = logged_in(cast.aicha).post(address_to_add(haricot), sent())
    assert "has this file already" in answer.context["form"].errors["file"][0]


def test_whoever_sees_the_project_downloads_its_paper_and_leaves_a_trace(cast, logged_in, paper):
    for person in (cast.aicha, cast.bram, cast.chantal, cast.elke):
        answer = logged_in(person).get(paper.get_absolute_url())
        assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert AuditEvent.objects.filter(verb="file.download", subject=f"core.file:{paper.file_id}").count() == 4


def test_nginx_sends_the_paper_where_it_may(cast, logged_in, paper, settings):
    settings.FILES_ACCEL_PREFIX = "/protected"
    answer = logged_in(cast.bram).get(paper.get_absolute_url())
    assert answer["X-Accel-Redirect"] == f"/protected/{paper.file_id.hex[:2]}/{paper.file_id.hex}"


def test_a_paper_that_the_storage_lost_is_said_plainly(cast, logged_in, paper):
    paper.file.path.unlink()
    answer = logged_in(cast.aicha).get(paper.get_absolute_url())
    assert answer.status_code == 404
    assert "missing from the storage" in answer.content.decode()


def test_the_paper_of_a_stranger_is_not_found_by_any_address(cast, logged_in, client, paper):
    general = reverse("core:file_download", args=[paper.file_id])
    assert logged_in(cast.greta).get(paper.get_absolute_url()).status_code == 404
    assert logged_in(cast.greta).get(general).status_code == 404
    assert logged_in(cast.bram).get(general).status_code == 404
    assert logged_in(cast.filip).get(paper.get_absolute_url()).status_code == 403
    assert logged_in(cast.filip).get(general).status_code == 404
    assert client.get(paper.get_absolute_url()).status_code == 302
    assert not AuditEvent.objects.filter(verb="file.download").exists()


def test_a_paper_is_withdrawn_with_a_reason_and_stays_in_the_file(cast, logged_in, haricot, paper):
    client = logged_in(cast.aicha)
    assert "marked as withdrawn" in client.get(address_to_withdraw(paper)).content.decode()
    nameless = client.post(address_to_withdraw(paper), {"reason": " "})
    assert (nameless.status_code, list(nameless.context["form"].errors)) == (422, ["reason"])
    answer = client.post(address_to_withdraw(paper), {"reason": "Of <another> client"})
    assert (answer.status_code, answer["Location"]) == (302, f"{haricot.get_absolute_url()}#papers")
    page = client.get(haricot.get_absolute_url()).content.decode()
    assert "by Aïcha Benali: Of &lt;another&gt; client" in page
    assert address_to_withdraw(paper) not in page
    assert client.get(paper.get_absolute_url()).status_code == 200
    again = client.post(address_to_withdraw(paper), {"reason": "Twice"})
    assert again.status_code == 422
    assert "withdrawn already" in again.content.decode()


@pytest.mark.parametrize("who", ["bram", "chantal", "driss", "elke", "filip", "greta"])
def test_only_an_analyst_adds_and_withdraws(cast, logged_in, haricot, paper, who):
    client = logged_in(getattr(cast, who))
    assert client.post(address_to_add(haricot), sent(b"another", "a.txt")).status_code == 403
    assert client.post(address_to_withdraw(paper), {"reason": "x"}).status_code == 403
    assert Paper.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_what_does_not_exist_is_not_found_and_other_methods_are_refused(cast, logged_in, haricot, paper):
    client = logged_in(cast.aicha)
    assert client.post("/projects/999999/papers/add/", sent()).status_code == 404
    assert client.get("/papers/999999/").status_code == 404
    assert client.get("/papers/999999/withdraw/").status_code == 404
    assert client.post(paper.get_absolute_url()).status_code == 405
    assert client.put(address_to_add(haricot)).status_code == 405
    assert client.delete(address_to_withdraw(paper)).status_code == 405


def test_the_panel_offers_adding_to_those_who_may_and_says_when_there_is_nothing(cast, logged_in, haricot):
    mine, read = (
        logged_in(person).get(haricot.get_absolute_url()).content.decode()
        for person in (cast.aicha, cast.bram)
    )
    assert "No paper has been handed in" in mine
    assert "No paper has been handed in" in read
    assert address_to_add(haricot) in mine
    assert address_to_add(haricot) not in read


def test_the_number_of_queries_does_not_grow_with_the_papers(cast, logged_in, haricot):
    client, counted = logged_in(cast.aicha), []
    for last in (3, 20):
        for number in range(Paper.objects.count(), last):
            hand_in(haricot, content=f"Version {number}".encode())
        counted.append(queries_of(client, haricot.get_absolute_url()))
    assert counted[0] == counted[1]

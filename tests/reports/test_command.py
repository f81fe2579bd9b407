"""`manage.py efro_report`: the file is written, and what is wrong is said in a plain sentence."""

import io
import os

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import documents
from core.models import Document
from reports.models import Snapshot
from tests.reports.conftest import TODAY


@pytest.fixture
def run(world, monkeypatch, tmp_path):
    monkeypatch.setattr("core.clock.today", lambda: TODAY)

    def call(out="report.pdf", **changes):
        facts = {"programme": "OBJ2013", "period_from": "2007-01-01", "period_to": "2015-12-31", "lang": "nl"}
        target = tmp_path / out
        said = io.StringIO()
        call_command("efro_report", **{**facts, "out": str(target), **changes}, stdout=said, stderr=said)
        return target, said.getvalue()

    return call


def test_it_writes_the_report_once_and_again_the_same(run):
    target, said = run()
    first = target.read_bytes()
    assert first.startswith(b"%PDF-1.7")
    assert f"{len(first)} bytes" in said
    assert run()[0].read_bytes() == first
    assert Snapshot.objects.count() == Document.objects.count() == 1
    assert Document.objects.get().asked_by.role == "manager"


def test_the_ending_of_the_file_or_an_option_chooses_the_format(run):
    assert run("a.xlsx")[0].read_bytes().startswith(b"PK")
    assert run("b.txt", format="csv")[0].read_text().startswith("table,row,label,measure,value")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"programme": "NOPE"}, "Unknown programme “NOPE”. Known programmes: OBJ2013."),
        ({"period_from": "2012-02-30"}, "--from 2012-02-30 is not a day"),
        ({"period_from": "2013-01-01", "period_to": "2012-01-01"}, "The period ends before it begins"),
        ({"period_to": "2016-01-01"}, "after expenditure is eligible"),
        ({"lang": "de"}, "Unknown language “de”"),
        ({"format": "doc"}, "Unknown format “doc”"),
        ({"by": "nobody@brusoc.example"}, "no active person"),
        ({"by": "bram@brusoc.example"}, "may not ask for a report"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_left_behind(run, tmp_path, changes, sentence):
    with pytest.raises(CommandError) as error:
        run(**changes)
    assert sentence in str(error.value)
    assert not Snapshot.objects.exists()
    assert os.listdir(tmp_path) == []


def test_a_place_that_cannot_be_written_is_said_before_any_work(run, tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        run("absent/report.pdf")
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="it is a folder"):
        run("folder")
    assert not Snapshot.objects.exists()


def test_after_a_failure_the_same_command_makes_it(run):
    with pytest.raises(CommandError, match="not ready in time"):
        run(by_worker=True, timeout=0.1)
    now = timezone.now()
    held = documents.claim(document_id=Document.objects.get().pk, worker="w1", at=now)
    documents.fail(document=held, reason="The disk is full.", at=now)
    target, _said = run()
    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert Document.objects.get().state == "done"


def test_without_a_worker_waiting_for_one_ends_in_words(run):
    with pytest.raises(CommandError, match="not ready in time"):
        run(by_worker=True, timeout=0.1)
    assert Document.objects.get().state == "asked"

"""The command itself: files, standard input, exit codes, languages; no traceback, no database."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from brusoc.embedded.ensure import needed
from loans.quotes import as_pdf
from loans.quotes.schema import schema
from tests.loans.quotes.asking import YEAR

GOOD = json.dumps({"id": "good", "terms": YEAR})
BAD = json.dumps([{"id": "good", "terms": YEAR}, {"id": "bad", "terms": {**YEAR, "principal": 25000.5}}])
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(tmp_path, capfdbinary):
    """Runs the command on a file with the text given: (exit code, standard output, standard error)."""

    def running(text, *options):
        file = tmp_path / "loans.json"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return called(capfdbinary, str(file), *options)

    return running


def called(captured, *options):
    with pytest.raises(SystemExit) as ended:
        call_command("quote", *options)
    out, err = captured.readouterr()
    return ended.value.code, out, err.decode()


def test_a_file_that_is_answered_ends_with_0(run):
    code, out, err = run(GOOD)
    assert (code, err) == (0, "")
    assert json.loads(out)["id"] == "good"


def test_a_bad_item_ends_with_1_and_is_named_on_both_outputs(run):
    code, out, err = run(BAD)
    assert code == 1
    good, bad = json.loads(out)
    assert good["totals"]["total"] == "1279.42"
    assert bad == {
        "id": "bad",
        "refused": [
            {
                "path": "[1].terms.principal",
                "code": "bare-number",
                "sentence": "The number 25000.5 must stand in quotes as plain digits, so that no digit of it is lost.",
            }
        ],
    }
    assert err.startswith("quote: [1].terms.principal: The number 25000.5")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"3", b"[" * 100_000])
def test_an_input_that_is_unusable_as_a_whole_ends_with_2(run, content):
    code, out, err = run(content)
    assert (code, out) == (2, b"")
    assert err.startswith("quote: The input ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["nowhere.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_ends_with_2(capfdbinary, name):
    code, out, err = called(capfdbinary, name)
    assert (code, out) == (2, b"")
    assert err.startswith("quote: The file ")


def test_no_file_at_all_ends_with_2(capfdbinary):
    assert called(capfdbinary) == (2, b"", "quote: Name a file, or - for standard input.\n")


def test_standard_input_is_read(monkeypatch, capfdbinary):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    code, out, _ = called(capfdbinary, "-")
    assert code == 0
    assert json.loads(out)["id"] == "good"


def test_the_answer_goes_to_a_file(run, tmp_path):
    target = tmp_path / "answer.pdf"
    assert run(GOOD, "--format", "pdf", "--output", str(target)) == (0, b"", "")
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_file_that_cannot_be_written_ends_with_2(run, tmp_path):
    code, _, err = run(GOOD, "--output", str(tmp_path / "no" / "where"))
    assert code == 2
    assert "cannot be written" in err


@pytest.mark.parametrize("form", ["json", "table", "csv", "pdf"])
def test_each_format_comes_out(run, form):
    code, out, _ = run(GOOD, "--format", form, "--lang", "nl")
    assert code == 0
    assert out


def test_the_schema_is_printed_without_a_file(capfdbinary):
    code, out, _ = called(capfdbinary, "--schema")
    assert code == 0
    assert json.loads(out) == schema()


def test_it_needs_no_server():
    assert needed(["quote", "loans.json"]) == []


def test_a_fresh_clone_speaks_every_language_at_once(run, settings, tmp_path):
    catalogue = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes((ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po").read_bytes())
    settings.BASE_DIR = tmp_path
    assert run(GOOD, "--lang", "fr")[0] == 0
    assert catalogue.with_suffix(".mo").stat().st_size > 1000


def test_an_installation_that_cannot_be_written_still_answers(run, monkeypatch):
    def refuse(root):
        raise PermissionError

    monkeypatch.setattr("core.catalogues.compile_newer", refuse)
    assert run(GOOD)[0] == 0


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path):
    file = tmp_path / "many.json"
    file.write_text(json.dumps([{"terms": YEAR}] * 200))
    asked = [sys.executable, str(ROOT / "manage.py"), "quote", str(file)]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert "Exception" not in said


def test_a_full_disk_on_standard_output_is_said(tmp_path):
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"terms": YEAR}))
    asked = [sys.executable, str(ROOT / "manage.py"), "quote", str(file)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(asked, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    said = ended.stderr.decode()
    assert (ended.returncode, "Traceback" in said) == (2, False)
    assert "standard output cannot be written" in said


def test_a_pdf_of_too_many_rows_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(as_pdf, "MOST_ROWS", 10)
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"terms": YEAR}))
    with pytest.raises(SystemExit) as end:
        call_command("quote", str(file), "--format", "pdf")
    assert end.value.code == 2
    assert "at most 10 rows" in capsys.readouterr().err

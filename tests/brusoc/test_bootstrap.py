"""What `make install` does on machines that lack something: a plain message, or it just works."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from brusoc import bootstrap
from brusoc.embedded.places import PROJECT

NOWHERE = {"libnowhere0": "libnowhere.so.0"}


def script(folder: Path, name: str, lines: str) -> None:
    """A stand-in for a program of the system, which writes down how it was called."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho {name} "$@" >> {folder}/calls\n{lines}\n')
    path.chmod(0o755)


def calls(folder: Path) -> list[str]:
    path = folder / "calls"
    return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def system(tmp_path, monkeypatch):
    """A folder that is the whole PATH: the machine has what the test puts there, and `env`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_a_python_that_is_too_old_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(bootstrap.Trouble, match=r"Python 99\.0 or newer is needed; this is Python 3"):
        bootstrap.main("embedded")


def test_libraries_of_the_system_are_found_or_named():
    assert bootstrap.missing_libraries({"libc6": "libc.so.6", **NOWHERE}) == ["libnowhere0"]


def test_as_root_the_packages_are_installed(system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script(system, "apt-get", "exit 0")
    bootstrap.install_from_debian(["libnowhere0"], "for PDFs")
    assert calls(system) == ["apt-get install -y --no-install-recommends libnowhere0"]


def test_old_lists_of_packages_are_fetched_anew(system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    script(system, "apt-get", f"[ -e {system}/updated ] || [ $1 = update ] || exit 100; : > {system}/updated")
    bootstrap.install_from_debian(["libnowhere0"], "for PDFs")
    assert [line.split()[1] for line in calls(system)] == ["install", "update", "install"]


def test_a_user_with_sudo_gets_them_installed(system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    script(system, "apt-get", "exit 0")
    script(system, "sudo", 'shift; exec "$@"')
    (system / "true").symlink_to("/bin/true")
    bootstrap.install_from_debian(["libnowhere0"], "for PDFs")
    assert "apt-get install -y --no-install-recommends libnowhere0" in calls(system)


def test_a_user_without_sudo_is_given_the_exact_command(system, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    script(system, "apt-get", "exit 0")
    script(system, "sudo", "exit 1")
    with pytest.raises(bootstrap.Trouble) as trouble:
        bootstrap.install_from_debian(["libnowhere0"], "for PDFs")
    assert "sudo apt-get install -y --no-install-recommends libnowhere0\n" in str(trouble.value)
    assert calls(system) == ["sudo -n true"]


def test_without_apt_the_packages_are_named(system):
    with pytest.raises(bootstrap.Trouble, match="Missing for PDFs: libnowhere0"):
        bootstrap.install_from_debian(["libnowhere0"], "for PDFs")


def test_nothing_missing_asks_nothing_of_the_system(system):
    bootstrap.install_from_debian([], "for PDFs")
    assert calls(system) == []


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A project of its own whose requirements are empty, so that its .venv is made in seconds."""
    for name in bootstrap.LISTS.values():
        (tmp_path / name).write_text("")
    monkeypatch.setattr(bootstrap, "PROJECT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "installed.txt")
    return tmp_path


def test_a_venv_is_made_once_and_again_when_requirements_change(checkout, capsys):
    for requirements, expected in [("", 2), ("", 0), ("# changed", 1), ("# changed", 0)]:
        (checkout / "requirements-dev.txt").write_text(requirements)
        bootstrap.install_packages("dev")
        assert len(capsys.readouterr().out.splitlines()) == expected
        assert (checkout / ".venv" / "bin" / "pip").exists()
    bootstrap.install_packages("embedded")
    assert capsys.readouterr().out == "", "what dev needs holds what embedded needs"


def test_a_broken_venv_is_made_anew(checkout, capsys):
    broken = checkout / ".venv" / "bin"
    broken.mkdir(parents=True)
    (broken / "python").symlink_to("/nowhere/python3")
    bootstrap.install_packages("embedded")
    assert subprocess.run([bootstrap.PYTHON, "-c", "import pip"], check=False).returncode == 0


def test_packages_that_cannot_be_installed_are_told_and_tried_again(checkout, capsys):
    (checkout / "requirements.txt").write_text("./no-such-folder\n")
    (checkout / "requirements-embedded.txt").write_text("-r requirements.txt\n")
    for _ in range(2):
        with pytest.raises(bootstrap.Trouble, match=r"could not be installed:\n.*no-such-folder"):
            bootstrap.install_packages("embedded")


def test_the_script_says_its_trouble_in_a_line_without_a_traceback(tmp_path):
    run = "import runpy, sys; sys.version_info = (3, 9, 2); sys.argv = ['bootstrap.py', 'embedded']; "
    run += "runpy.run_path('brusoc/bootstrap.py', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is needed; this is Python 3.9.2. "
        "Name another one with `make PYTHON=/path/to/python3 ...`.\n"
    )

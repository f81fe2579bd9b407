# ruff: noqa: S603 - the commands are written here
"""Makes `.venv` and what it needs of the system: `python3 brusoc/bootstrap.py embedded|dev`, called by the Makefile.

Runs with any Python 3 and the standard library alone, since nothing is installed yet. Work that is done already is
not done again: `.venv/installed.txt` remembers the digest of each list of requirements that was installed.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.txt"
OLDEST = (3, 11)
# Each level holds the requirements of those before it.
LEVELS = ["runtime", "embedded", "dev"]
LISTS = {
    "runtime": "requirements.txt",
    "embedded": "requirements-embedded.txt",
    "dev": "requirements-dev.txt",
}
# Debian's packages and the library that tells whether each is there; WeasyPrint draws its text with Pango.
PANGO = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
BROWSER_LIBRARIES = {"libatomic1": "libatomic.so.1"}
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


class Trouble(Exception):
    """The installation cannot go on; the text says why and what to do."""


def main(level: str) -> None:
    """Install everything of `level` ("runtime", "embedded" or "dev") that is not there. Raises Trouble."""
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        found = ".".join(map(str, sys.version_info[:3]))
        raise Trouble(
            f"Python {wanted} or newer is needed; this is Python {found}. "
            "Name another one with `make PYTHON=/path/to/python3 ...`."
        )
    with (PROJECT / LISTS["runtime"]).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Two `make` at once take turns.
        install_packages(level)
    install_from_debian(missing_libraries(PANGO), "for PDFs")
    if level == "dev":
        browser = [] if any(shutil.which(name) for name in BROWSERS) else ["chromium"]
        install_from_debian([*browser, *missing_libraries(BROWSER_LIBRARIES)], "for the browser tests")


def install_packages(level: str) -> None:
    """Create `.venv` if it is missing or broken and install the requirements of `level` if they changed."""
    wanted = {name: digest(name) for name in LEVELS[: LEVELS.index(level) + 1]}
    if venv_works() and wanted.items() <= installed().items():
        return
    if not venv_works():
        create_venv()
    say(f"Installing Python packages into {VENV.name} (once, about a minute) ...")
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    run([*pip, "-r", LISTS[level]], "The Python packages could not be installed")
    STAMP.write_text("".join(f"{name} {value}\n" for name, value in wanted.items()))


def create_venv() -> None:
    """Make `.venv`, with Debian's package for it if Python lacks the module."""
    say(f"Creating {VENV.name} with Python {sys.version.split()[0]} ...")
    if not os.access(PROJECT, os.W_OK):
        raise Trouble(
            f"{PROJECT} cannot be written by this user; clone the project into a folder of your own."
        )
    try:
        import ensurepip  # noqa: F401, PLC0415
    except ImportError:
        install_from_debian(["python3-venv"], "to create .venv")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], f"{VENV} could not be created")


def venv_works() -> bool:
    """Whether `.venv` holds a Python that is new enough and has pip."""
    code = (
        "import importlib.util as u, sys; sys.exit(not (u.find_spec('pip') and sys.version_info >= (3, 11)))"
    )
    with contextlib.suppress(OSError):
        return (
            subprocess.run([str(PYTHON), "-c", code], stderr=subprocess.DEVNULL, check=False).returncode == 0
        )
    return False


def installed() -> dict[str, str]:
    """The digest of each list of requirements as it was when it was installed."""
    with contextlib.suppress(OSError):
        return dict(line.split() for line in STAMP.read_text().splitlines())
    return {}


def digest(level: str) -> str:
    """A digest of the lists that `level` installs and of the Python that they are installed for."""
    lists = [LISTS[name] for name in LEVELS[: LEVELS.index(level) + 1]]
    content = b"".join((PROJECT / name).read_bytes() for name in lists)
    return hashlib.sha256(content + sys.version.encode() + os.fsencode(PROJECT)).hexdigest()


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """The packages whose library cannot be loaded."""
    missing = []
    for package, library in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def install_from_debian(packages: list[str], purpose: str) -> None:
    """Install system packages with apt, as root or with a sudo that asks for no password. Raises Trouble."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"sudo {' '.join(command)}"
    if shutil.which("apt-get") is None:
        raise Trouble(
            f"Missing {purpose}: {', '.join(packages)} (Debian's names); install them and try again."
        )
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not succeeds([*rights, "true"]):
        raise Trouble(
            f"Missing {purpose}: {', '.join(packages)}. Install them with\n    {by_hand}\nand try again."
        )
    say(f"Installing {', '.join(packages)} {purpose} (apt) ...")
    rights += ["env", "DEBIAN_FRONTEND=noninteractive"]
    if not succeeds([*rights, *command]):
        run([*rights, "apt-get", "update"], "The list of Debian's packages could not be fetched")
        run([*rights, *command], f"Debian's packages could not be installed; try\n    {by_hand}\n")


def succeeds(command: list[str]) -> bool:
    """Whether `command` can be run and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: list[str], complaint: str) -> None:
    """Run `command` quietly. Raises Trouble with `complaint` and its last lines when it fails."""
    done = subprocess.run(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise Trouble(f"{complaint}:\n{done.stdout.strip()[-2000:]}")


def say(text: str) -> None:
    """One line for the person who waits."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Trouble as trouble:
        sys.exit(str(trouble))
    except KeyboardInterrupt:
        sys.exit(130)

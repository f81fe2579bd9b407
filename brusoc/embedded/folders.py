"""Making the run-time folders, with a plain sentence when that cannot be done."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from brusoc.embedded.errors import EmbeddedError

# Others may walk through, so that root's database account reaches its data, but may not look around.
WALK_THROUGH = 0o711
LOG_LIMIT_BYTES = 10_000_000


def make_home(folder: Path) -> None:
    """Create the run-time folder and prove that we may write there. Raises EmbeddedError."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(WALK_THROUGH)
        for name in ("lock", "log", "out"):
            (folder / name).mkdir(exist_ok=True)
        probe = folder / "lock" / f"probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise EmbeddedError(
            f"{folder} cannot be written ({error.strerror}); set BRUSOC_HOME to a folder that can."
        ) from error


def make_private(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Create `folder` for its owner alone: `account`, or the user we are.

    Raises EmbeddedError when a stranger owns it, as anybody may prepare names in the temporary folder.
    """
    owner = account.pw_uid if account else os.geteuid()
    try:
        made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if account and (made or folder.lstat().st_uid == 0):
            os.chown(folder, account.pw_uid, account.pw_gid)
        if folder.is_symlink() or folder.lstat().st_uid != owner:
            raise EmbeddedError(
                f"{folder} belongs to somebody else; remove it, or set BRUSOC_HOME to another folder."
            )
        folder.chmod(0o700)
    except OSError as error:
        raise EmbeddedError(f"{folder} cannot be used ({error.strerror}).") from error


def log_file(folder: Path, name: str) -> Path:
    """The path of the log `name`; one that has grown past ten megabytes is set aside, replacing its forerunner."""
    path = folder / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
        path.replace(folder / f"{name}.log.1")
    return path

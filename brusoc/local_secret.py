"""A secret key of one's own for every checkout, so that the demonstration needs no setup and shares no secret."""

import os
import secrets
from pathlib import Path


def local_secret_key(folder: Path) -> str:
    """The key kept in `<folder>/secret_key`; made once, readable by its owner only.

    Two processes that start at the same moment agree: the file appears whole or not at all.
    Raises OSError when the folder cannot be written.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"secret_key.{os.getpid()}"
        descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # the other process was first; its key counts
        finally:
            draft.unlink()
    return path.read_text().strip()

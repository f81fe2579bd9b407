"""The matrix of rights: every address against nobody and the six roles. `matrix.md` is its written form.

After a new URL run `pytest -n 0 tests/repository/test_urls.py --write-matrix`, then read the difference.
"""

from pathlib import Path

from core.permissions import ROLES
from tests.repository.addresses import Address, ours

PAGE = Path(__file__).with_name("matrix.md")
NOBODY = "nobody"
HEAD = ["address", "guard", "right", NOBODY, *ROLES]
_INTRODUCTION = """# Who may open what

Written by `tests/repository/test_urls.py --write-matrix` from the guards of the views, checked with real requests in
the same file. `yes`: the page opens, or says "not found" for what does not exist. `login`: sent to the login page.
`no`: 403. `post`: the page only takes POST.
"""


def rows() -> list[list[str]]:
    """The matrix as the guards of the views have it."""
    return [_row(address) for address in ours()]


def written() -> list[list[str]]:
    """The matrix as the page has it."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def as_page() -> str:
    """The text of `matrix.md`."""
    table = [HEAD, ["---"] * len(HEAD), *rows()]
    return _INTRODUCTION + "\n" + "\n".join("| " + " | ".join(row) + " |" for row in table) + "\n"


def _row(address: Address) -> list[str]:
    guard, right = (
        address.view.guard,
        address.view.permission if hasattr(address.view, "permission") else None,
    )
    if guard == "own":
        return [address.name, guard, "", *["post"] * (len(ROLES) + 1)]
    nobody = "yes" if guard == "anyone" else "login"
    roles = ["yes" if right is None or right in role.permissions else "no" for role in ROLES.values()]
    return [address.name, guard, str(right.value) if right else "", nobody, *roles]

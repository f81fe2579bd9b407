"""How the tests ask: a Python value as a file, answered and read back from the JSON that leaves the house."""

import json
from typing import Any

from loans.quotes.output import json_answer
from loans.quotes.quoting import quote
from loans.quotes.reading import read

GOLDEN = {"principal": "25000.00", "rate_yearly": "0.08", "paid_out_on": "2025-01-31", "instalments": 60}
YEAR = {"principal": "1200.00", "rate_yearly": "0.12", "paid_out_on": "2025-01-31", "instalments": 12}


def answer(item: Any) -> Any:
    """What a file with `item` answers."""
    return answer_text(json.dumps(item))


def answer_text(text: str) -> Any:
    """What a file with this text answers."""
    return json.loads(json_answer(quote(read(text.encode()))))


def refused(item: Any) -> dict[str, str]:
    """The codes of what is refused, by path."""
    return {one["path"]: one["code"] for one in answer(item)["refused"]}


def loan(**terms: Any) -> dict[str, Any]:
    """An item with the golden loan, and other terms."""
    return {"terms": {**GOLDEN, **terms}}

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-quote-page", action="store_true", help="write the printed parts of docs/quote.md anew"
    )

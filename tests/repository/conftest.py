import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-matrix", action="store_true", help="write tests/repository/matrix.md anew")
    parser.addoption("--write-lifecycles", action="store_true", help="write docs/lifecycles.md anew")

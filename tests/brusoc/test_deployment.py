"""The files a site deploys with agree with the settings, and `make` explains itself."""

import re
import subprocess

import yaml

from brusoc.embedded.places import PROJECT

SETTING = re.compile(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""")
# Read by the embedded servers and the tests, not by settings.py.
ELSEWHERE = {"BRUSOC_HOME", "BRUSOC_ENV_FILE"}


def variables_of_settings() -> set[str]:
    return set(SETTING.findall((PROJECT / "brusoc" / "settings.py").read_text())) | ELSEWHERE


def variables_of_example() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE))


def compose() -> dict:
    return yaml.safe_load((PROJECT / "compose.yaml").read_text())


def test_the_example_lists_exactly_the_variables_that_are_read():
    assert len(variables_of_settings()) > 20
    assert variables_of_example() == variables_of_settings()


def test_the_deployment_page_explains_every_variable():
    page = (PROJECT / "docs" / "deploy.md").read_text()
    assert {name for name in variables_of_settings() if f"`{name}`" not in page} == set()


def test_compose_sets_only_variables_that_are_read():
    for name, service in compose()["services"].items():
        if service.get("image") == "brusoc-portfolio":
            assert set(service["environment"]) <= variables_of_settings() | {"REMAP_SIGTERM"}, name


def test_compose_runs_what_a_site_needs_and_workers_stop_softly():
    services = compose()["services"]
    assert set(services) == {"web", "worker", "beat", "migrate", "database", "redis", "nginx"}
    assert services["worker"]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
    assert "ports" not in services["database"], "only nginx is reachable from outside"
    assert "ports" not in services["redis"]


def test_nginx_sends_private_files_only_when_the_application_says_so():
    prefix = compose()["services"]["web"]["environment"]["FILES_ACCEL_PREFIX"]
    nginx = (PROJECT / "deploy" / "nginx.conf").read_text()
    (location,) = re.findall(r"location (\S+) \{\s+internal;\s+alias /srv/brusoc/files/;", nginx)
    assert location == f"{prefix}/"
    assert nginx.count("/srv/brusoc/files") == 1
    assert "files:/srv/brusoc/files:ro" in compose()["services"]["nginx"]["volumes"]


def test_make_explains_every_target():
    makefile = (PROJECT / "Makefile").read_text()
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    shown = subprocess.run(["make"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert targets == set(re.findall(r"^  make (\w+) ", shown, re.MULTILINE))

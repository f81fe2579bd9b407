"""The whole way, as the house's people go it: from an application to the EFRO report in the manager's hands.

The portfolio was loaded through the services; every figure checked here is counted again from the rows.
"""

import csv
import io

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser import Visitor, text_of
from tests.plugins.stack import LiveStack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.xdist_group("journeys")]


def test_an_analyst_follows_an_application_to_its_investment(
    demonstration: LiveStack, browser: Browser
) -> None:
    analyst = Visitor(demonstration, browser, "analyst")
    analyst.page.goto("/search/?q=Haricot Magique")
    analyst.page.get_by_role("link", name="Haricot Magique").first.click()
    expect(analyst.page.get_by_role("heading", level=1)).to_contain_text("Haricot Magique")
    analyst.page.get_by_role("link", name="INV-").first.click()
    expect(analyst.page.locator("main")).to_contain_text("€38,500.00")
    # 60 instalments, each with its due day.
    assert analyst.page.locator("main table").first.locator("tbody tr").count() >= 60
    assert analyst.violations == []


def test_an_advisor_logs_a_session_once(demonstration: LiveStack, browser: Browser) -> None:
    advisor = Visitor(demonstration, browser, "advisor", width=390, path="/coaching/sessions/new/")
    page = advisor.page
    before = demonstration.rows("SELECT count(*) AS n FROM coaching_session")[0]["n"]
    page.locator("select[name=follow_up]").select_option(index=1)
    page.get_by_text("cash flow", exact=True).click()
    page.locator("[name=note]").fill("Prepared the spring cash plan together.")
    page.get_by_role("button", name="Save the session").dblclick()
    expect(page.locator("main")).to_contain_text("Prepared the spring cash plan together.")
    after = demonstration.rows("SELECT count(*) AS n FROM coaching_session")[0]["n"]
    assert after == before + 1


def test_what_was_typed_survives_a_change_of_language_and_an_ended_session(
    demonstration: LiveStack, browser: Browser
) -> None:
    advisor = Visitor(demonstration, browser, "advisor", path="/coaching/sessions/new/")
    page = advisor.page
    page.locator("[name=note]").fill("Half a line")
    page.locator(".topbar [name=language][value=nl] >> visible=true").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Een gesprek")
    expect(page.locator("[name=note]")).to_have_value("Half a line")
    advisor.context.clear_cookies(name="sessionid")
    page.locator("select[name=follow_up]").select_option(index=1)
    page.locator("main form[method=post] button.btn-primary").click()
    advisor.log_in("advisor")
    expect(page.locator("[name=note]")).to_have_value("Half a line")


def test_a_manager_asks_watches_and_downloads_the_report(demonstration: LiveStack, browser: Browser) -> None:
    manager = Visitor(demonstration, browser, "manager")
    address = manager.ask_for_report("2007-01-01", "2015-12-31", "fr")
    # The bar moves in the page that was loaded once.
    manager.page.evaluate("window.thisPageWasNeverReloaded = true")
    seen = manager.watch("fr")
    assert manager.page.evaluate("window.thisPageWasNeverReloaded")
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]
    text = text_of(manager.download("fr", "PDF"))
    for figure in (
        *("5 637 188,00", "2 960 316,00", "52,514 %", "Personnes soutenues 599", "Projets 248"),
        "Cofinancé par l’Union européenne",
    ):
        assert figure in text
    # The same question again is the same report: nothing is made twice.
    assert manager.ask_for_report("2007-01-01", "2015-12-31", "fr") == address
    made = "SELECT count(*) AS n FROM reports_snapshot WHERE period_from = '2007-01-01' AND period_to = '2015-12-31'"
    assert demonstration.rows(made)[0]["n"] == 1
    assert manager.violations == []


def test_a_report_goes_on_when_its_page_is_closed(demonstration: LiveStack, browser: Browser) -> None:
    manager = Visitor(demonstration, browser, "manager")
    address = manager.ask_for_report("2012-01-01", "2012-12-31", "nl")
    manager.page.close()
    manager.page = manager.context.new_page()
    manager.page.goto(address)
    assert "Medegefinancierd door de Europese Unie" in text_of(manager.download("nl", "PDF"))


def test_page_pdf_sheet_and_rows_agree(demonstration: LiveStack, browser: Browser) -> None:
    manager = Visitor(demonstration, browser, "manager")
    manager.ask_for_report("2007-01-01", "2015-12-31", "en")
    rows = demonstration.rows("SELECT sum(eligible_amount) AS total FROM funding_expenditure")
    assert f"{rows[0]['total']:,.2f}" == "5,637,188.00"
    assert "5,637,188.00" in text_of(manager.download("en", "PDF"))
    expect(manager.page.locator("main")).to_contain_text("5,637,188.00")
    workbook = openpyxl.load_workbook(io.BytesIO(manager.download("en", "XLSX")), read_only=True)
    numbers = {cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {5637188, 2960316} <= {number for number in numbers if isinstance(number, int | float)}
    lines = list(csv.reader(io.StringIO(manager.download("en", "CSV").decode("utf-8-sig"))))
    assert any("5637188.00" in line for line in lines)


def test_the_switch_keeps_the_page_in_every_language(demonstration: LiveStack, browser: Browser) -> None:
    manager = Visitor(demonstration, browser, "manager", path="/portfolio/")
    for language, words in (
        ("nl", "Portefeuille"),
        ("fr", "Portefeuille"),
        ("en", "Portfolio"),
    ):
        manager.page.locator(f".topbar [name=language][value={language}] >> visible=true").click()
        expect(manager.page.get_by_role("heading", level=1)).to_contain_text(words)
        assert manager.page.url.rstrip("/").endswith("/portfolio")

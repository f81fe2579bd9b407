"""A visitor asks what a loan would cost: by keyboard, with and without scripts, on a desk and on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.browser import PATIENCE, text_of
from tests.plugins.stack import LiveStack

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.xdist_group("journeys")]

LOAN = "language=en&product=MICRO&amount=25000&months=60&grace=0&start=2011-01-31"
WRONG = "language=en&product=MICRO&amount=999&months=24&grace=40&start=2011-01-31"


@contextmanager
def visit(
    stack: LiveStack,
    browser: Browser,
    path: str = "/simulator/",
    *,
    width: int = 1440,
    forgiven: str = "^$",
    **wishes: Any,
) -> Iterator[Page]:
    """A visitor who has never been here; a cookie fails the test, and so does a complaint of the
    browser, unless the pattern `forgiven` finds it."""
    viewport = {"width": width, "height": 900}
    context = browser.new_context(locale="en-GB", viewport=viewport, base_url=stack.url, **wishes)
    context.set_default_timeout(PATIENCE)
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path)
    yield page
    assert [one for one in complaints if not re.search(forgiven, one)] == []
    assert context.cookies() == []
    context.close()


def whole(page: Page) -> dict[str, Any]:
    """What the page shows and what its fields say of themselves, to compare one with a fresh load."""
    shown: dict[str, Any] = page.evaluate(
        """() => {
            const fields = [...document.querySelectorAll('#simulator select, #simulator input')]
            const marks = ['aria-invalid', 'class', 'max', 'min']
            return {
                answer: document.querySelector('#answer').outerHTML,
                notes: [...document.querySelectorAll('[id^=note-]')].map(note => note.outerHTML),
                said: document.querySelector('#simulator-said').textContent,
                languages: document.querySelector('#simulator-languages').outerHTML,
                values: fields.map(field => field.value),
                marks: fields.map(field => marks.map(name => field.getAttribute(name))),
            }
        }"""
    )
    return shown


def test_a_change_is_answered_live_and_the_page_equals_a_fresh_load(
    demonstration: LiveStack, browser: Browser
) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        expect(page.locator("#answer")).to_contain_text("€460.41")
        page.evaluate("window.thisPageWasNeverReloaded = true")
        for months, told in (("48", "€564.48"), ("700", "1 answer needs a correction"), ("12", "€2,128.75")):
            field = page.get_by_label("Term in months")
            field.focus()
            field.press("Control+a")
            field.press_sequentially(months, delay=30)
            expect(page.locator("#answer")).to_contain_text(told)
            expect(field).to_be_focused()
            expect(field).to_have_value(months)
            expect(page.get_by_role("status")).to_contain_text(told)
            expect(page).to_have_url(re.compile(f"months={months}&"))
            live = whole(page)
            assert page.evaluate("window.thisPageWasNeverReloaded")
            with visit(demonstration, browser, page.url.removeprefix(demonstration.url)) as fresh:
                assert whole(fresh) == live


def test_calculate_makes_a_place_to_go_back_to_and_typing_does_not(
    demonstration: LiveStack, browser: Browser
) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        visited = page.evaluate("history.length")
        field = page.get_by_label("Term in months")
        for months, told in (("48", "€564.48"), ("12", "€2,128.75")):
            field.fill(months)
            expect(page.locator("#answer")).to_contain_text(told)
            expect(page).to_have_url(re.compile(f"months={months}&"))
        assert page.evaluate("history.length") == visited
        page.get_by_role("button", name="Calculate").click()
        page.wait_for_function(f"history.length === {visited + 1}")
        field.fill("48")
        expect(page).to_have_url(re.compile("months=48&"))
        page.go_back()
        expect(page.locator("#answer")).to_contain_text("€2,128.75")
        expect(field).to_have_value("12")


@pytest.mark.parametrize("delay", [250, 600])
def test_a_date_is_typed_slowly_and_asked_for_once_it_is_whole(
    demonstration: LiveStack, browser: Browser, delay: int
) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        asked: list[str] = []
        page.on("request", lambda request: "/simulator/?" in request.url and asked.append(request.url))
        field = page.get_by_label("Payout date")
        field.focus()
        page.keyboard.type("11112012", delay=delay)  # the same in every order of day and month
        expect(field).to_have_value("2012-11-11")
        expect(page.locator("#conditions")).to_contain_text("11 November 2012")
        assert [one for one in asked if re.search("start=(0|&|$)", one)] == []
        page.keyboard.press("Backspace")  # the year is gone, and with it the date
        page.wait_for_timeout(1000)
        expect(page.locator("#conditions")).to_contain_text("11 November 2012")
        page.get_by_label("Term in months").focus()
        expect(page.locator("#note-start")).to_contain_text("This field is required.")


def test_another_product_brings_its_own_bounds(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        page.get_by_label("Product").select_option("SEED")
        expect(page.locator("#note-amount")).to_contain_text("From €5,000.00 to €95,000.00.")
        page.get_by_label("Product").select_option("CASH")
        expect(page.locator("#note-amount")).to_contain_text("to €75,000.00.")
        page.get_by_label("Payout date").fill("2021-01-01")
        expect(page.locator("#note-amount")).to_contain_text("This value is too high.")
        expect(page.get_by_label("Amount in EUR")).to_have_attribute("aria-invalid", "true")
        page.get_by_label("Amount in EUR").fill("7.500,00")
        expect(page.locator("#note-amount")).to_contain_text(
            "Write an amount such as"
        )  # not how English writes it
        page.get_by_label("Amount in EUR").fill("7500,00")
        expect(page.locator("#answer")).to_contain_text("valid from 1 January 2021")
        expect(page.get_by_label("Amount in EUR")).not_to_have_attribute("aria-invalid", "true")


def test_the_old_answer_stays_in_sight_while_the_new_one_is_on_its_way(
    demonstration: LiveStack, browser: Browser
) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        waiting: list[Route] = []

        def hold_up(route: Route) -> None:
            waiting.append(route)

        page.route(re.compile("months=48"), hold_up)
        page.get_by_label("Term in months").fill("48")
        expect(page.locator("#answer.htmx-request")).to_contain_text("€460.41")
        waiting[0].continue_()
        expect(page.locator("#answer")).to_contain_text("€564.48")


def test_a_lost_answer_is_told_and_nothing_typed_is_lost(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}", forgiven="ERR_FAILED|htmx:") as page:
        page.route(re.compile("months=48"), lambda route: route.abort())
        page.get_by_label("Term in months").fill("48")
        expect(page.get_by_text("The server did not answer. Nothing was lost")).to_be_visible()
        expect(page.locator("#answer")).to_contain_text("€460.41")
        expect(page.get_by_label("Term in months")).to_have_value("48")
        # The old answer is no longer that of the fields, and looks so until the server is heard again.
        expect(page.locator("#answer")).to_have_class("old")
        page.unroute(re.compile("months=48"))
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator("#answer:not(.old)")).to_contain_text("€564.48")
        expect(page.get_by_text("The server did not answer.")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_without_scripts_by_keyboard_alone(demonstration: LiveStack, browser: Browser, width: int) -> None:
    with visit(demonstration, browser, width=width, java_script_enabled=False) as page:
        expect(page.locator("#answer")).to_contain_text("This is a worked example")
        reach(page, "Product")
        page.keyboard.press("M")  # the option that begins so
        page.keyboard.press("Tab")
        for typed in ("25 000,00", "60", "6"):
            page.keyboard.press("Control+a")
            page.keyboard.type(typed)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("months=60"))
        expect(page.locator("#answer")).to_contain_text("after 6 × €83.33 of interest only")
        expect(page.locator("#compared")).to_contain_text("€460.41")
        address = page.get_by_role("link", name="Link to this simulation").get_attribute("href")
        assert address
        assert "amount=25000&months=60&grace=6" in address
        with visit(demonstration, browser, address, width=width, java_script_enabled=False) as other:
            expect(other.locator(".stats")).to_have_text(
                page.locator(".stats").inner_text(), use_inner_text=True
            )


def reach(page: Page, label: str) -> None:
    """Press Tab until the field with this label has the focus, and see that each stop shows it."""
    for _stop in range(20):
        page.keyboard.press("Tab")
        if page.get_by_label(label).and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"{label} is not reached by Tab")


def test_every_stop_of_the_keyboard_is_visible(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        seen: dict[str, bool] = {}
        for _stop in range(30):
            page.keyboard.press("Tab")
            name, is_outlined = page.evaluate(
                """() => {
                    const one = document.activeElement, style = getComputedStyle(one)
                    return [one === document.body ? 'end' : one.name || one.textContent.trim() || one.ariaLabel,
                            parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none']
                }"""
            )
            # A field of the day has several stops inside it, whose marks are the browser's own.
            seen[name] = seen.get(name, False) or is_outlined
        assert {"product", "amount", "months", "grace", "start", "Calculate", "Print"} <= set(seen)
        assert [name for name, is_outlined in seen.items() if not is_outlined and name != "end"] == []


@pytest.mark.parametrize(
    "query", [LOAN, WRONG, LOAN.replace("grace=0", "grace=6")], ids=["loan", "wrong", "grace"]
)
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    demonstration: LiveStack, browser: Browser, width: int, scheme: str, query: str
) -> None:
    with visit(demonstration, browser, f"/simulator/?{query}", width=width, color_scheme=scheme) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_three_languages_keep_the_inputs(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}", java_script_enabled=False) as page:
        for language, amount in (("FR", "460,41 €"), ("NL", "€ 460,41"), ("EN", "€460.41")):
            page.locator("#simulator-languages").get_by_role("link", name=language).click()
            expect(page.locator("html")).to_have_attribute("lang", language.lower())
            shown = page.locator(".stats").inner_text().replace("\xa0", " ").replace("\u202f", " ")
            assert amount in shown


def test_the_files_carry_the_same_inputs(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}", accept_downloads=True) as page:
        page.get_by_label("Term in months").fill("48")
        expect(page.locator("#answer")).to_contain_text("€564.48")
        files = {}
        for kind in ("PDF", "XLSX", "CSV"):
            with page.expect_download() as waiting:
                page.get_by_role("link", name=f"{kind} of this simulation").click()
            files[kind] = Path(waiting.value.path()).read_bytes()
        assert "€564.48" in text_of(files["PDF"])
        assert files["XLSX"].startswith(b"PK")
        assert files["CSV"].count(b"\r\n") == 49


def test_on_paper_stands_the_answer_without_the_machinery(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}") as page:
        text = text_of(page.pdf(format="A4"))
        for told in ("€460.41", "valid from 1 January 2001", "not an offer", "31/01/2016", "Co-funded"):
            assert told in text
        for hidden in ("Calculate ", "Log in", "XLSX"):
            assert hidden not in text
        assert f"{demonstration.url}/simulator/?" in text
        assert len(re.findall(r"Total\s+25,000\.00", text)) == 1  # not at the foot of every page


def test_the_example_is_not_explained_on_paper(demonstration: LiveStack, browser: Browser) -> None:
    with visit(demonstration, browser) as page:
        expect(page.locator("#answer")).to_contain_text("This is a worked example")
        assert "worked example" not in text_of(page.pdf(format="A4"))


def test_on_a_phone_the_balance_is_reached_and_the_picture_fits(
    demonstration: LiveStack, browser: Browser
) -> None:
    with visit(demonstration, browser, f"/simulator/?{LOAN}", width=390) as page:
        balance = page.locator("#table-schedule thead th").last
        expect(balance).to_have_text("Balance")
        balance.scroll_into_view_if_needed()
        expect(balance).to_be_in_viewport(ratio=0.9)
        chart = page.locator("svg.chart:visible")
        expect(chart).to_have_count(1)
        box = chart.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_the_link_is_copied(demonstration: LiveStack, browser: Browser) -> None:
    rights = ["clipboard-read", "clipboard-write"]
    with visit(demonstration, browser, f"/simulator/?{LOAN}", permissions=rights) as page:
        page.get_by_role("link", name="Link to this simulation").click()
        expect(page.get_by_role("status")).to_have_text("The link is copied.")
        assert page.evaluate("navigator.clipboard.readText()") == f"{demonstration.url}/simulator/?{LOAN}"


def test_when_the_clipboard_is_refused_the_link_is_followed(
    demonstration: LiveStack, browser: Browser
) -> None:
    path = "/simulator/?language=en&product=SEED"
    with visit(demonstration, browser, path, permissions=["geolocation"]) as page:  # and nothing else
        page.get_by_role("link", name="Link to this simulation").click()
        expect(page).to_have_url(re.compile("product=SEED&amount=47500&months=36"))

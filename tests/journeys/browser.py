"""A person at a real browser: Debian's Chromium, driven by Playwright, against the running stack."""

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from brusoc.demonstration.staff import PASSWORD, logins
from tests.plugins.stack import LiveStack

_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
# Workers and a browser share two cores with the other tests: patience costs nothing when all goes well.
PATIENCE = 60_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser for the time of a test module."""
    found = next(
        path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody of the demonstration's staff, logged in, in English."""

    def __init__(
        self, stack: LiveStack, browser: Browser, role: str, *, width: int = 1440, path: str = "/"
    ) -> None:
        self.context = context = browser.new_context(
            locale="en-GB",
            viewport={"width": width, "height": 900},
            accept_downloads=True,
            base_url=stack.url,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "django_language", "value": "en", "url": stack.url}])
        self.page: Page = context.new_page()
        self.violations: list[str] = []
        self.page.on("console", self._listen)
        self.page.goto(path)
        self.log_in(role)

    def log_in(self, role: str) -> None:
        """Fill in the login page that the browser shows."""
        email = next(address for name, address, _password in logins() if name.lower() == role)
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("form[action*=login] button[type=submit]").click()
        self.page.wait_for_url(lambda url: "/account/login" not in url)

    def ask_for_report(self, first: str, last: str, *languages: str) -> str:
        """Ask through the menu and the form; the address of the report's page."""
        self.page.goto("/reports/")
        self.page.get_by_role("link", name="New report").first.click()
        self.page.get_by_label("First day").fill(first)
        self.page.get_by_label("Last day").fill(last)
        for language in ("fr", "nl", "en"):
            self.page.locator(f"[name=languages][value={language}]").set_checked(language in languages)
        self.page.get_by_role("button", name="Make the report").click()
        self.page.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/"))
        return self.page.url

    def watch(self, language: str) -> list[int]:
        """The percentages that the bar of this language showed until its files came, without touching the page."""
        seen: list[int] = []
        link = self.document(language).get_by_role("link", name="PDF").first
        while not link.is_visible():
            # In one step: between two the page may have put the files in the place of the bar.
            seen += (
                self.document(language).locator("progress").evaluate_all("bars => bars.map(bar => bar.value)")
            )
            self.page.wait_for_timeout(150)
        return [*seen, 100]

    def document(self, language: str) -> Locator:
        return self.page.locator(f"#document-{language}")

    def download(self, language: str, file_format: str) -> bytes:
        """The file behind the download link of this language and format, waiting until it is there."""
        link = self.document(language).get_by_role("link", name=file_format).first
        link.wait_for()
        with self.page.expect_download() as waiting:
            link.click()
        return Path(waiting.value.path()).read_bytes()

    def _listen(self, message: object) -> None:
        text = getattr(message, "text", "")
        if "Content Security Policy" in text or "Uncaught" in text:
            self.violations.append(text)


def text_of(pdf: bytes) -> str:
    """The words of a PDF with every kind of space as a plain one."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [document[index].get_textpage().get_text_range() for index in range(len(document))]
    return " ".join(" ".join(pages).replace("\xa0", " ").replace("\u202f", " ").split())

"""A person at a browser: signs in, presses keys, and notices everything that is wrong with a page."""

from __future__ import annotations

import re
import time
from typing import Any

from tests.journeys.axe import violations

HOME = "/m/exempelkoping/"
FOCUSED = """() => {
  const at = document.activeElement;
  return (at.getAttribute('aria-label') || at.innerText || at.id || '').replace(/\\s+/g, ' ').trim();
}"""
EXPECTED = re.compile(
    r"Failed to load resource: the server responded with a status of (403|404|409|422)"
    r"|Response Status Error Code (409|422) from "  # htmx's own words for an answer that refuses and explains
)


def until(page: Any, script: str, *, seconds: float = 20) -> None:
    """Ask the page again and again until the script gives something true.

    Playwright's `wait_for_function` asks from inside the page when the first answer is no, which our policy forbids.
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(script):
        assert time.monotonic() < deadline, f"never came true: {script}"
        page.wait_for_timeout(50)


class Visitor:
    """One browser window of one person."""

    def __init__(
        self, browser: Any, site: str, signed_in: dict[str, Any], *, width: int = 1280, theme: str = "light"
    ) -> None:
        self.site, self.width, self.signed_in = site, width, signed_in
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="sv", reduced_motion="reduce", accept_downloads=True
        )
        self.context.add_cookies([{"name": "samplats_theme", "value": theme, "url": site}])
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def open(self, address: str, *, status: int = 200) -> Any:
        """Go to an address and wait until it has come to rest."""
        answer = self.page.goto(self.site + address, wait_until="load")
        assert answer.status == status, f"{address}: {answer.status}"
        return self.page

    def sign_in(self, name: str) -> Any:
        """One click on the front page the first time, the kept session after that."""
        if name in self.signed_in:
            self.context.add_cookies(self.signed_in[name])
            return self.page
        self.open("/")
        self.page.get_by_role("button", name=f"Logga in som {name}").click()
        self.page.wait_for_url("**/m/**")
        self.signed_in[name] = [one for one in self.context.cookies() if one["name"] != "samplats_theme"]
        return self.page

    def tab_to(self, words: str, *, at_most: int = 120) -> None:
        """Press Tab until the focus stands on something that says so."""
        seen = []
        for _press in range(at_most):
            self.page.keyboard.press("Tab")
            seen.append(self.page.evaluate(FOCUSED))
            if words in seen[-1]:
                return
        raise AssertionError(f"{words!r} cannot be reached by Tab; passed {seen}")

    def press(self, words: str) -> None:
        """Find something with Tab and press Enter on it."""
        self.tab_to(words)
        self.page.keyboard.press("Enter")

    def look(self) -> None:
        """The page is accessible and never scrolls sideways."""
        self.page.wait_for_load_state("load")
        assert violations(self.page) == [], self.page.url
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url

    def close(self) -> None:
        """Close the window; nothing may have gone wrong in it."""
        self.context.close()
        assert self.trouble == []

    def _console(self, message: Any) -> None:
        if message.type == "error" and not EXPECTED.match(message.text):
            self.trouble.append(message.text)

    def _request(self, asked: Any) -> None:
        if not asked.url.startswith((self.site, "data:", "blob:")):
            self.trouble.append(f"left: {asked.url}")

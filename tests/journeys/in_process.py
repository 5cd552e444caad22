"""Pages of the house in a browser without a server: what Django answered the test is what the browser is given."""

from __future__ import annotations

import mimetypes
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders

ORIGIN = "http://samplats.test"
STATIC = "/static/"


class House:
    """One browser page that is given answers by hand; styles and scripts come from where they lie."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.address, self.answer = "", None
        page.route("**/*", self._give)

    def show(self, address: str, answer: Any) -> None:
        """Show what Django answered at an address."""
        self.address, self.answer = address, answer
        self.page.goto(ORIGIN + address, wait_until="load")

    def _give(self, route: Any) -> None:
        path = urlsplit(route.request.url).path
        found = finders.find(path.removeprefix(STATIC)) if path.startswith(STATIC) else None
        if found:
            route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0] or "text/plain")
        elif path == self.address and route.request.is_navigation_request():
            headers = {name: value for name, value in self.answer.items() if name.lower() != "content-length"}
            route.fulfill(status=self.answer.status_code, headers=headers, body=self.answer.content)
        else:
            route.abort()

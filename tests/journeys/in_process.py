"""Pages of the house in a browser without a server: the test's own database answers every request."""

from __future__ import annotations

import mimetypes
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

ORIGIN = "http://samplats.test"
STATIC = "/static/"


class House:
    """One browser page whose requests are answered by a Django client that can be changed for another person's."""

    def __init__(self, page: Any) -> None:
        self.page, self.client = page, Client()
        page.route("**/*", self._answer)

    def show(self, client: Client, address: str) -> Any:
        """Open an address as the person whose client it is."""
        self.client = client
        return self.page.goto(ORIGIN + address, wait_until="load")

    def _answer(self, route: Any) -> None:
        asked = route.request
        parts = urlsplit(asked.url)
        if parts.path.startswith(STATIC):
            found = finders.find(parts.path.removeprefix(STATIC))
            if not found:
                return route.fulfill(status=404)
            return route.fulfill(path=found, content_type=mimetypes.guess_type(found)[0] or "text/plain")
        if asked.method != "GET" or not asked.url.startswith(ORIGIN):
            return route.abort()
        answer = self.client.get(parts.path + (f"?{parts.query}" if parts.query else ""))
        headers = {name: value for name, value in answer.items() if name.lower() != "content-length"}
        body = b"".join(answer) if answer.streaming else answer.content
        return route.fulfill(status=answer.status_code, headers=headers, body=body)

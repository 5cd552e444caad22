"""A real browser for the journeys: every page it opens is watched for faults and for requests that leave the house."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from tests.journeys.axe import CHROMIUM, FLAGS

# The browser's client runs an event loop in this thread; the tests' own database calls stand beside it, not inside.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

Visit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = CHROMIUM if os.path.exists(CHROMIUM) else shutil.which("chromium-browser")
    if not path:
        pytest.skip("no Chromium here; install it with: apt-get install chromium")
    with playwright.sync_playwright() as runner:
        opened = runner.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, live_server: Any) -> Visit:
    """Open an address: `with visit("/byggstenar/", width=390) as page`. Faults and foreign requests fail the test."""

    @contextmanager
    def opened(
        address: str,
        *,
        width: int = 1280,
        theme: str = "",
        language: str = "sv",
        script: str = "",
        javascript: bool = True,
    ) -> Iterator[Any]:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        if theme:
            context.add_cookies([{"name": "samplats_theme", "value": theme, "url": live_server.url}])
        if script:
            context.add_init_script(script)
        page = context.new_page()
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        ours = (live_server.url, "data:", "blob:")
        page.on("request", lambda asked: None if asked.url.startswith(ours) else trouble.append(f"left: {asked.url}"))
        page.goto(live_server.url + address, wait_until="networkidle")
        yield page
        context.close()
        assert not trouble

    return opened

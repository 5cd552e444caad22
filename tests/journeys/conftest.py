"""A real browser for the journeys: every page it opens is watched for faults and for requests that leave the house."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from samplats.foundation.ui.assets import manifest

pytest.register_assert_rewrite("tests.journeys.visitor")

from tests.journeys import site as house  # noqa: E402
from tests.journeys.axe import AXE, FLAGS  # noqa: E402
from tests.journeys.visitor import Visitor  # noqa: E402
from tests.runner import browser as chromium  # noqa: E402

# The browser's client runs an event loop in this thread; the tests' own database calls stand beside it, not inside.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

RUNNING = "SAMPLATS_JOURNEYS_SITE"
"""Names the address of a site over the demo that runs already, so that a journey can be tried without starting one."""
RUNNING_IN = "SAMPLATS_JOURNEYS_FOLDER"
"""Names the folder in which that site's data folder `home` lies."""

Visit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not chromium.path():
        pytest.skip(f"no Chromium here; install it with: apt-get install {chromium.SHELL}")
    with playwright.sync_playwright() as runner:
        opened = runner.chromium.launch(executable_path=chromium.path(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running site keeps its data folder, `home`."""
    return Path(os.environ.get(RUNNING_IN) or tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """A running site with the demo municipality in it."""
    if os.environ.get(RUNNING):
        yield os.environ[RUNNING]
        return
    if not manifest() or not AXE.exists():
        pytest.skip("the front end is not built: npm ci && npm run build in frontend/")
    with house.running(site_folder) as address:
        yield address


@pytest.fixture
def visit(browser: Any, site: str) -> Visit:
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
            context.add_cookies([{"name": "samplats_theme", "value": theme, "url": site}])
        if script:
            context.add_init_script(script)
        page = context.new_page()
        trouble: list[str] = []
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        ours = (site, "data:", "blob:")
        page.on("request", lambda asked: None if asked.url.startswith(ours) else trouble.append(f"left: {asked.url}"))
        page.goto(site + address, wait_until="networkidle")
        yield page
        context.close()
        assert not trouble

    return opened


@pytest.fixture
def mail(site_folder: Path) -> Path:
    """Where the running site puts the letters that it sends."""
    return site_folder / "home" / "mail"


@pytest.fixture(scope="session")
def signed_in() -> dict[str, Any]:
    """The cookies of everybody who has signed in once."""
    return {}


@pytest.fixture
def visitor(browser: Any, site: str, signed_in: dict[str, Any]) -> Iterator[Callable[..., Visitor]]:
    """Open a browser window: `visitor(width=390)`; at the end every window is asked what went wrong in it."""
    opened: list[Visitor] = []

    def new(**options: Any) -> Visitor:
        opened.append(Visitor(browser, site, signed_in, **options))
        return opened[-1]

    yield new
    for one in opened:
        one.close()

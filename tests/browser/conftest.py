"""A real Chromium for tests: fresh bundles, one browser for all, a visitor for each test.

visit(path, size=..., theme=..., session=...) opens a page of the live server; enter(account, path) one of the running
demo house (`house`) as that person; axe(page) returns serious findings; until(page, expression) waits;
shot(page, name) keeps a picture when ANTHU_SHOTS names a folder.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import PASSWORD
from tests.house_process import running_house

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
SIZES = {
    "tablet": {"width": 1180, "height": 820},
    "upright": {"width": 820, "height": 1180},
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1440, "height": 900},
}
# Layout follows the size and contrast the theme: each size once, both themes on small and on wide screens.
LOOKS = [("tablet", "light"), ("upright", "dark"), ("phone", "light"), ("desktop", "dark")]
TOUCHED = {"tablet", "upright", "phone"}
AXE = settings.BASE_DIR / "node_modules/axe-core/axe.min.js"
PATIENCE = 60  # seconds; a shared machine may be slow, a healthy page needs one
SHOTS = os.environ.get("ANTHU_SHOTS")


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def bundles():
    """The browser bundles, built anew once; several test processes take turns."""
    if not shutil.which("node"):
        pytest.skip("node is not installed: the browser bundles cannot be built")
    with _turn("an-thu-bundles"):
        subprocess.run(["node", "frontend/bundle.mjs"], cwd=settings.BASE_DIR, check=True, capture_output=True)


@contextlib.contextmanager
def _turn(name):
    with open(Path(tempfile.gettempdir()) / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def chromium(bundles):
    """One Chromium for all tests of this process. Its driver keeps an event loop, so the ORM is told it is safe."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Opens pages as people do, and remembers every complaint of the browser (errors, CSP violations)."""

    browser: object
    base: str
    complaints: list = field(default_factory=list)
    contexts: list = field(default_factory=list)

    def __call__(self, path="", *, size="tablet", theme="light", session=None, **options):
        context = self.browser.new_context(
            viewport=SIZES[size],
            color_scheme=theme,
            has_touch=size in TOUCHED,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            base_url=self.base,
            **{"service_workers": "block", **options},
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.contexts.append(context)
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base}])
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if path:
            page.goto(path, wait_until="load")
            page.evaluate("document.fonts.ready")
        return page

    def _hear(self, message):
        # Django's live server speaks no websockets; refusals (4xx) and a cut network are told to people, not to us.
        expected = any(words in message.text for words in ("status of 4", "/ws/", "net::ERR_"))
        if message.type == "error" and not expected:
            self.complaints.append(message.text)


@pytest.fixture
def visit(chromium, live_server):
    """Open pages of the live server; at the end no page may have complained."""
    visitor = Visitor(chromium, live_server.url)
    yield visitor
    for context in visitor.contexts:
        context.close()
    assert visitor.complaints == []


@pytest.fixture
def session_of(transactional_db):
    """session_of(user): the key of a fresh session in which this person is signed in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    def sign_in(user):
        client = Client()
        client.force_login(get_user_model().objects.get(pk=user.pk))
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    return sign_in


@pytest.fixture(scope="session")
def house(bundles, tmp_path_factory):
    """The demo agency, served with its workers as an office would; one for all tests of this process."""
    prepare = [("migrate", "-v0"), ("demo_data",)]
    with running_house(tmp_path_factory.mktemp("house"), prepare=prepare, ANTHU_STATIC_MANIFEST="0") as house:
        yield house


@pytest.fixture(scope="session")
def signed_in(chromium, house):
    """signed_in(account): what a browser keeps after this person signed in by the form, once for all tests."""

    @cache
    def sign_in(account):
        context = chromium.new_context(locale="vi-VN", base_url=house.url)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(account)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(f"{house.url}/")
        kept = context.storage_state()
        context.close()
        return kept

    return sign_in


@pytest.fixture
def enter(chromium, house, signed_in):
    """enter(account, path, **options): open the page as this person, or as nobody when account is None."""
    visitor = Visitor(chromium, house.url)
    yield lambda account, path="/", **options: visitor(path, storage_state=account and signed_in(account), **options)
    for context in visitor.contexts:
        context.close()
    assert visitor.complaints == []


def until(page, expression, patience=PATIENCE):
    """Wait until the expression is true; Playwright's own waiting evaluates text, which our CSP forbids."""
    end = time.monotonic() + patience
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(40)


def axe(page):
    """Serious and critical findings of axe-core on this page: [(rule, target, summary), …]."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        (violation["id"], node["target"][0], node["failureSummary"])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, summary, input:not([type=hidden]), select, textarea')]
  .filter((each) => each.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}))
  .filter((each) => !each.closest('p, dd, .row .title, .meta, .ruler'))
  .map((each) => [each, (each.closest('label') ?? each).getBoundingClientRect()])
  .filter(([, box]) => box.width > 2 && (box.height < 43.5 || box.width < 24))
  .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""

SMALL_WORDS = """() => [...document.querySelectorAll('body *')]
  .filter((each) => !each.closest('.leaf-page, svg, script, template, dialog:not([open])'))
  .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .filter((each) => each.checkVisibility() && parseFloat(getComputedStyle(each).fontSize) < 12)
  .map((each) => each.outerHTML.slice(0, 90))"""


def faults_of_layout(page):
    """What the direction forbids on any screen: sideways scrolling, targets under 44 px, words under 12 px."""
    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"sideways by {sideways}"] if sideways > 0 else []
    return found + page.evaluate(SMALL_TARGETS) + page.evaluate(SMALL_WORDS)


def shot(page, name):
    """Keep a picture of the page in the folder ANTHU_SHOTS, when somebody wants to look."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.png")

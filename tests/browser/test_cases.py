"""Cases by hand: in bounds on every screen, filled in without a network, photographed, approved by a touch."""

import pytest
from django.urls import reverse

from core.models import Hint  # noqa: F401  (hints in rows: live_server has no Redis of its own)
from procedures.actions import handling
from procedures.models import Case
from procedures.states import CaseState
from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot, until
from tests.procedures.requests import begun, every_kind, published, submitted

SAVED = "document.getElementById('saved').innerText.startsWith('Đã lưu')"
PDF = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 giay"}
PHOTO = {"name": "anh.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n...."}


def screens(cast):
    """(account, path) of each screen by the name of its picture."""
    procedure, kinds = published(cast), every_kind(cast)
    draft = begun(cast, procedure, period=None, kind="own")
    submitted(cast, procedure)
    running = submitted(cast, procedure, by=cast.accountant, kind="own", reason="Việc gia đình ở quê, đã bàn giao.")
    waiting = handling.ask_for_more(
        submitted(cast, procedure), by=cast.clerk, reason="Thiếu điện thoại", lacks=["Số điện thoại"], keys=["phone"]
    )
    done = submitted(cast, procedure)
    for person in (cast.clerk, cast.head):
        handling.answer_step(done, by=person, note="Đồng ý")
    return {
        "catalogue": (cast.specialist, reverse("procedures")),
        "procedure": (cast.specialist, procedure.get_absolute_url()),
        "form": (cast.specialist, reverse("case_new", args=[procedure.code])),
        "draft": (cast.specialist, reverse("case_edit", args=[draft.pk])),
        "kinds": (cast.specialist, reverse("case_new", args=[kinds.code])),
        "mend": (cast.specialist, reverse("case_edit", args=[waiting.pk])),
        "waiting": (cast.specialist, waiting.get_absolute_url()),
        "done": (cast.specialist, done.get_absolute_url()),
        "cases": (cast.specialist, reverse("cases")),
        "approve": (cast.clerk, running.get_absolute_url()),
        "history": (cast.clerk, reverse("case_history", args=[running.pk])),
        "desk": (cast.clerk, "/"),
        "batch": (cast.clerk, reverse("cases_batch")),
        "orphaned": (cast.keeper, reverse("orphaned_steps")),
    }


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_screens_are_accessible_and_in_bounds(visit, session_of, cast, size, theme):
    found, pages = {}, {}
    for name, (person, path) in screens(cast).items():
        page = pages.setdefault(person.pk, visit(size=size, theme=theme, session=session_of(person)))
        page.goto(path)
        page.evaluate("document.fonts.ready")
        shot(page, f"case-{name}-{size}-{theme}")
        found[name] = (axe(page), faults_of_layout(page))
    assert found == dict.fromkeys(found, ([], []))


@pytest.fixture
def form(visit, session_of, cast):
    """The form of a new leave on the specialist's tablet."""
    procedure = published(cast)
    page = visit(reverse("case_new", args=[procedure.code]), session=session_of(cast.specialist))
    until(page, "customElements.get('date-range') !== undefined")
    return page


def case():
    return Case.objects.get()


def test_it_saves_itself_calculates_and_asks_only_what_is_needed(form):
    assert not form.is_visible("[name=reason]")
    form.check("[name=kind][value=own]")
    assert form.is_visible("[name=reason]")
    form.fill("[name='period.from']", "2026-12-07")
    assert form.input_value("[name='period.to']") == "2026-12-07"
    form.fill("[name='period.to']", "2026-12-08")
    until(form, SAVED)
    until(form, "document.querySelector('[data-result=days]').innerText === '2'")
    assert form.url.endswith(f"/ho-so/{case().pk}/khai/")
    form.fill("[name=reason]", "Việc nhà")
    form.locator("[data-submit]").click()
    form.wait_for_url(f"**{case().get_absolute_url()}")
    assert case().state == CaseState.RUNNING


def test_what_is_typed_without_a_network_arrives_when_it_is_back(form):
    form.fill("[name=phone]", "0900 000 000")
    until(form, SAVED)
    form.context.set_offline(True)
    form.fill("[name=phone]", "0912 345 678")
    until(form, "document.getElementById('saved').innerText.startsWith('Mất mạng')")
    assert case().data["phone"] == "0900 000 000"
    form.context.set_offline(False)
    until(form, SAVED)
    assert case().data["phone"] == "0912 345 678"


def test_a_form_begun_without_a_network_survives_a_closed_page(form):
    form.context.set_offline(True)
    form.fill("[name=phone]", "0912 345 678")
    form.set_input_files("[name='anh.don']", PHOTO)
    until(form, "document.querySelector('[data-waiting]') !== null")
    address, context = form.url, form.context
    form.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    until(again, SAVED)
    assert (case().data["phone"], [each.name for each in case().files.all()]) == ("0912 345 678", ["anh.png"])


KEPT = """(work) => new Promise((resolve, reject) => {
  const asked = indexedDB.open("an-thu", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("cases", { keyPath: "client" });
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const cases = asked.result.transaction("cases", "readwrite").objectStore("cases");
    for (const record of work) cases.put(record);
    cases.getAll().onsuccess = (event) => {
      asked.result.close();
      resolve(event.target.result.map((record) => record.client).sort().join(" "));
    };
  };
})"""


def test_what_others_typed_or_lay_here_too_long_goes_when_any_page_opens(form):
    mark, now = form.locator("body").get_attribute("data-reader"), form.evaluate("Date.now()")
    hours = 60 * 60 * 1000
    left = [("mine", mark, now - 11 * hours), ("old", mark, now - 13 * hours), ("theirs", "0" * 16, now)]
    records = [{"client": client, "reader": reader, "at": at} for client, reader, at in left]
    assert form.evaluate(KEPT, records) == "mine old theirs"
    form.goto(form.url.split("/thu-tuc")[0] + reverse("offline"))
    assert (form.locator("body").get_attribute("data-reader"), form.evaluate(KEPT, [])) == (None, "mine old theirs")
    form.goto(form.url.replace(reverse("offline"), "/"))
    until(form, f"({KEPT})([]).then((clients) => clients === 'mine')")


def test_what_changed_elsewhere_is_told_and_nothing_is_lost(form):
    form.fill("[name=phone]", "0900 000 000")
    until(form, SAVED)
    other = form.context.new_page()
    other.goto(form.url)
    other.fill("[name=phone]", "0911 111 111")
    until(other, SAVED)
    form.fill("[name=phone]", "0922 222 222")
    until(form, "!document.getElementById('conflict').hidden")
    assert case().data["phone"] == "0911 111 111"
    form.locator("[data-use=mine]").click()
    until(form, SAVED)
    assert case().data["phone"] == "0922 222 222"


def test_files_are_sent_when_chosen_and_taken_off(form):
    form.set_input_files("[name='tep.don']", PDF)
    until(form, "document.querySelector('[data-file]') !== null")
    assert case().files.get().name == "giay.pdf"
    form.locator("[data-file] button").click()
    form.wait_for_load_state()
    assert case().files.get().removed_at is not None


def test_without_a_script_the_form_is_handed_in(visit, session_of, cast):
    procedure = published(cast)
    page = visit(
        reverse("case_new", args=[procedure.code]), session=session_of(cast.specialist), java_script_enabled=False
    )
    page.check("[name=kind][value=year]")
    page.fill("[name='period.from']", "2026-12-07")
    page.fill("[name='period.to']", "2026-12-08")
    page.locator("[data-submit]").click()
    page.wait_for_url(f"**{case().get_absolute_url()}")
    assert case().state == CaseState.RUNNING


def test_rows_are_added_and_summed(visit, session_of, cast):
    table = {
        "key": "rows",
        "type": "table",
        "label": "Chi phí",
        "columns": [
            {"key": "what", "type": "text", "label": "Việc"},
            {"key": "price", "type": "money", "label": "Tiền"},
        ],
    }
    total = {"key": "total", "type": "calculated", "label": "Tổng", "formula": {"op": "sum", "of": ["rows.price"]}}
    steps = [{"key": "a", "act": "do", "position": 1, "actor": {"kind": "role", "role": "clerk"}}]
    procedure = published(cast, code="chi", form=[{"title": "A", "fields": [table, total]}], steps=steps)
    page = visit(reverse("case_new", args=[procedure.code]), session=session_of(cast.specialist))
    until(page, "document.querySelectorAll('[data-rows] > [data-row]').length === 1")
    page.fill("[name='rows.0.price']", "1250000")
    assert page.input_value("[name='rows.0.price']") == "1.250.000"
    page.locator("[data-add]").click()
    page.fill("[name='rows.1.price']", "750000")
    assert page.inner_text("[data-result=total]") == "2.000.000"
    page.locator("[data-remove]").first.click()
    assert page.inner_text("[data-result=total]") == "750.000"
    until(page, SAVED)
    assert (case().data["rows"], case().data["total"]) == ([{"price": 750_000}], 750_000)


def test_one_touch_approves_and_one_takes_it_back(visit, session_of, cast):
    approved = submitted(cast)
    desk = visit("/", size="phone", session=session_of(cast.clerk))
    desk.locator(".row .act button").click()
    desk.wait_for_selector(".toast form button")
    assert handling.my_step(approved, cast.head).key == "duyet"
    desk.locator(".toast form button").click()
    desk.wait_for_url(f"**{approved.get_absolute_url()}")
    assert handling.my_step(approved, cast.clerk).round == 2


def test_in_a_batch_each_is_opened_before_it_counts(visit, session_of, cast):
    procedure = published(cast)
    first, second = submitted(cast, procedure), submitted(cast, procedure)
    page = visit(reverse("cases_batch"), size="phone", session=session_of(cast.clerk))
    act = page.locator("[data-do]")
    until(page, "document.querySelector('[data-do]').innerText === 'Đọc 2 hồ sơ'")
    act.click()
    until(page, "document.querySelector('[data-do]').innerText === 'Duyệt 1 hồ sơ đã đọc'")
    page.locator("[data-case] > summary").nth(1).click()
    until(page, "document.querySelector('[data-do]').innerText === 'Duyệt 2 hồ sơ'")
    act.click()
    page.wait_for_url("**/")
    assert {handling.my_step(each, cast.head).key for each in (first, second)} == {"duyet"}


def test_a_page_that_is_open_follows_what_happens(visit, session_of, cast):
    running = submitted(cast)
    page = visit(running.get_absolute_url(), session=session_of(cast.specialist))
    assert "Lê Thị Thu" in page.inner_text(".route .now")
    handling.answer_step(running, by=cast.clerk)
    page.reload()
    assert "Phạm Văn Hùng" in page.inner_text(".route .now")

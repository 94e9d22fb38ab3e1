"""Sign-in, refusals and the installed app, seen by a person."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from core.http.offline import mark_of
from tests.browser.conftest import LOOKS, axe, faults_of_layout, shot, until
from tests.cast import PASSWORD


@pytest.mark.parametrize(("size", "theme"), LOOKS)
@pytest.mark.parametrize("path", ["/tai-khoan/dang-nhap/", "/khong-co-mang/", "/khong-co-trang-nay/"])
def test_pages_that_stand_alone_are_accessible_and_in_bounds(visit, size, theme, path):
    page = visit(path, size=size, theme=theme)
    shot(page, f"alone{path.replace('/', '-')}{size}-{theme}")
    assert (axe(page), faults_of_layout(page)) == ([], [])


def test_the_desk_opens_after_name_and_password(visit, cast):
    page = visit("/")
    page.get_by_label("Tên đăng nhập").fill(cast.leader.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/")
    assert page.get_by_role("heading", level=1).inner_text() == "Việc của tôi"


def test_a_wrong_password_keeps_the_name_and_says_so(visit, cast):
    page = visit("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(cast.leader.username)
    page.get_by_label("Mật khẩu").fill("khong-dung-dau")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text() == "Tên đăng nhập hoặc mật khẩu không đúng."
    assert page.get_by_label("Tên đăng nhập").input_value() == cast.leader.username
    assert axe(page) == []


NOTHING_KEPT = "caches.keys().then((names) => !names.some((name) => name.startsWith('kept-')))"
SLOW_NETWORK = """(async () => {
  const heard = {}, waiting = [];
  const self = { addEventListener: (name, listener) => { heard[name] = listener; } };
  const fetch = () => new Promise((answer) => waiting.push(answer));
  %s
  const ask = () => new Promise((done) => heard.fetch({
    request: { url: location.origin + '/van-ban/1/', method: 'GET', credentials: 'include' },
    respondWith: (answer) => done({ answer }) }));
  const tell = (reader, way = waiting.shift()) =>
    way(new Response('<h1>', { headers: { 'X-Reader': reader, 'X-Offline': 'keep' } }));
  const kept = async () => (await caches.keys()).filter((name) => name.startsWith('kept-'));
  const signOut = () => new Promise((done) => heard.message({ data: 'forget', waitUntil: (all) => all.then(done) }));
  const found = [];

  const first = await ask();
  tell('lan'); await first.answer; found.push(await kept());
  const late = await ask();
  await signOut(); found.push(await kept());
  tell('lan'); await late.answer; found.push(await kept());
  const next = await ask();
  tell('minh'); await next.answer; found.push(await kept());
  const stale = await ask(), newer = await ask();
  tell('lan', waiting.pop()); await newer.answer;
  tell('minh'); await stale.answer; found.push(await kept());
  return found;
})()"""


def with_kept_pages(visit, person, session_of):
    """A page of this person's, with one paper kept just now and one long ago."""
    page = visit("/", service_workers="allow", session=session_of(person))
    until(page, "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)")
    page.evaluate(
        """async (mark) => {
        const kept = await caches.open('kept-' + mark);
        await kept.put(location.origin + '/van-ban/1/', new Response('<title>Đã mở</title><h1>Quyết định</h1>',
          {headers: {'Content-Type': 'text/html; charset=utf-8', 'x-kept-at': String(Date.now())}}));
        await kept.put(location.origin + '/van-ban/2/', new Response('<h1>Cũ</h1>',
          {headers: {'Content-Type': 'text/html', 'x-kept-at': String(Date.now() - 13 * 3600 * 1000)}}));
        }""",
        mark_of(person),
    )
    return page


def test_without_a_network_the_house_says_so_and_keeps_its_looks(visit, cast):
    page = visit("/khong-co-mang/", service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("/van-ban/")
    assert page.get_by_role("heading", level=1).inner_text() == "Không có mạng"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(239, 234, 223)"
    page.context.set_offline(False)


def test_what_was_opened_is_read_without_a_network_and_forgotten_on_signing_out(visit, cast, session_of):
    page = with_kept_pages(visit, cast.leader, session_of)
    page.context.set_offline(True)
    page.goto("/van-ban/1/")
    assert page.get_by_role("heading", level=1).inner_text() == "Quyết định"
    page.goto("/van-ban/2/")
    assert page.get_by_role("heading", level=1).inner_text() == "Không có mạng"
    page.context.set_offline(False)
    page.goto("/")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/**")
    until(page, NOTHING_KEPT)
    assert page.evaluate(NOTHING_KEPT) is True


def test_what_was_opened_is_forgotten_when_the_session_was_ended_from_outside(visit, cast, session_of):
    page = with_kept_pages(visit, cast.leader, session_of)
    page.goto("/thong-bao/")
    assert page.evaluate(NOTHING_KEPT) is False
    Session.objects.all().delete()
    page.goto("/thong-bao/")
    until(page, NOTHING_KEPT)
    page.context.set_offline(True)
    page.goto("/van-ban/1/")
    assert page.get_by_role("heading", level=1).inner_text() == "Không có mạng"
    page.context.set_offline(False)


def test_what_one_opened_the_next_person_at_the_tablet_never_sees(visit, cast, session_of):
    page = with_kept_pages(visit, cast.leader, session_of)
    key = session_of(cast.head)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": page.url}])
    page.goto("/thong-bao/")
    until(page, NOTHING_KEPT)
    page.context.set_offline(True)
    page.goto("/van-ban/1/")
    assert page.get_by_role("heading", level=1).inner_text() == "Không có mạng"
    page.context.set_offline(False)


def test_answer_on_its_way_while_somebody_signs_out_is_not_kept(visit, cast):
    """The worker's own words, with the browser's own caches and a network that answers when the test says so."""
    page = visit("/khong-co-mang/")
    source = page.request.get("/sw.js").text()
    assert page.evaluate(SLOW_NETWORK % source) == [["kept-lan"], [], [], ["kept-minh"], ["kept-lan"]]


def test_without_a_network_a_form_stays_with_what_was_typed(visit, cast):
    page = visit("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("giamdoc")
    page.get_by_label("Mật khẩu").fill("khong-quan-trong")
    page.context.set_offline(True)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    assert page.locator(".toasts").inner_text().startswith("Mất kết nối")
    assert page.get_by_label("Tên đăng nhập").input_value() == "giamdoc"
    page.context.set_offline(False)

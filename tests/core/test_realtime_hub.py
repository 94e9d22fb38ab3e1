"""One frame for all listeners of a topic; bursts become one; each person's pages are checked when rights change."""

import asyncio
import json

import pytest

from core.live.hub import Hub, frame


class Page:
    """A page that notes what it was told."""

    def __init__(self, person):
        self.person, self.topics, self.told, self.checked = person, set(), [], 0

    async def tell(self, event):
        self.told.append(event)

    async def recheck(self):
        self.checked += 1

    @property
    def words(self):
        return [json.loads(event["text"]) for event in self.told]


@pytest.fixture
async def hub():
    return Hub(asyncio.get_running_loop())


def open_page(hub, person, *topics):
    page = Page(person)
    hub.join(page)
    hub.listen(page, topics)
    return page


async def settle():
    await asyncio.sleep(0.05)


async def test_every_listener_gets_the_very_same_frame(hub):
    first, second = open_page(hub, 1, "a.b.1"), open_page(hub, 2, "a.b.1", "a.b.2")
    hub.announce(["a.b.1"])
    await settle()
    assert first.words == second.words == [{"changed": "a.b.1"}]
    assert first.told[0] is second.told[0]


async def test_burst_is_told_at_once_and_once_more(hub):
    page = open_page(hub, 1, "a.b.1")
    for _each in range(50):
        hub.announce(["a.b.1"])
        await asyncio.sleep(0)
    await asyncio.sleep(0.3)
    assert page.words == [{"changed": "a.b.1"}] * 2


async def test_page_that_left_hears_nothing_and_leaves_no_trace(hub):
    page = open_page(hub, 1, "a.b.1")
    hub.leave(page)
    hub.announce(["a.b.1", "core.access.1"])
    await settle()
    assert (page.told, page.checked, dict(hub.listeners), dict(hub.present)) == ([], 0, {}, {})


async def test_changed_rights_check_only_that_person(hub):
    pages = [open_page(hub, person) for person in (1, 1, 2)]
    hub.announce(["core.access.1"])
    await settle()
    assert [page.checked for page in pages] == [1, 1, 0]
    assert [page.told for page in pages] == [[], [], []]


async def test_changes_are_remembered_for_pages_that_were_loading(hub):
    hub.announce(["a.b.1"])
    await settle()
    assert hub.changed_since(["a.b.1", "a.b.2"], 1) == ["a.b.1"]
    assert hub.changed_since(["a.b.1"], 0.01) == []


async def test_changes_are_forgotten_after_a_minute(hub):
    hub.changed = {"a.b.1": hub.loop.time() - 61, "a.b.2": hub.loop.time() - 59}
    hub.announce(["a.b.3"])
    await settle()
    assert list(hub.changed) == ["a.b.2", "a.b.3"]
    assert hub.changed_since(["a.b.2"], 3600) == ["a.b.2"]


async def test_gap_is_told_to_everybody(hub):
    pages = [open_page(hub, person) for person in (1, 2)]
    hub.announce_gap()
    await settle()
    assert [page.words for page in pages] == [[{"again": True}]] * 2


async def test_announcing_from_another_thread(hub):
    page = open_page(hub, 1, "a.b.1")
    await asyncio.to_thread(hub.announce, ["a.b.1"])
    await settle()
    assert page.words == [{"changed": "a.b.1"}]


def test_frame_is_compact():
    assert frame(changed="a.b.1") == {"type": "websocket.send", "text": '{"changed":"a.b.1"}'}

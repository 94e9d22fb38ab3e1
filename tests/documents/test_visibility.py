"""Who sees a document: outsiders get 404 on each of its addresses in each of its states, its bytes included."""

import pytest
from django.urls import get_resolver, reverse

from core.actions.appointments import appoint
from core.refusals import Forbidden
from documents.actions import drafting, issuing, reviewing
from documents.actions.sharing import share_document, unshare_document
from documents.models import Document, Recipient
from tests.documents import stories
from tests.documents.stories import at
from tests.workflows.test_actors import leave, seat

INSIDE = ("leader", "deputy", "checker", "clerk", "secretary", "head", "specialist", "accountant")
OUTSIDE = ("outsider", "outsider_clerk", "keeper")
STAGES = ("draft", "in_review", "returned", "signed", "numbered", "sealed", "issued", "cancelled")
SINCE_SIGNED = {"leader", "deputy", "checker", "clerk", "head", "specialist"}
SEES = {
    "draft": {"specialist", "head"},
    "in_review": {"specialist", "head", "checker", "deputy"},
    "returned": {"specialist", "head", "checker", "deputy"},
    "signed": SINCE_SIGNED,
    "numbered": SINCE_SIGNED,
    "sealed": SINCE_SIGNED,
    "issued": SINCE_SIGNED,
    "cancelled": SINCE_SIGNED,
}


def put_into(house, stage):
    """A paper with an attachment, walked as far as the stage says."""
    document = stories.draft(house, addressees="Bộ Khoa học và Công nghệ")
    drafting.attach(document, by=house.specialist, content=b"a,b\n1,2\n", name="bang-ke.csv")
    if stage == "draft":
        return stories.fresh(document)
    if stage in ("in_review", "returned"):
        document = stories.checked(house, document)
        if stage == "returned":
            reviewing.give_back(document, by=house.deputy, reason="Sửa lại")
        return stories.fresh(document)
    document = stories.signed(house, document)
    acts = {"numbered": 1, "sealed": 2, "issued": 3}.get(stage, 0)
    for act in (issuing.number_document, issuing.seal_document, issuing.issue_document)[:acts]:
        document = act(stories.fresh(document), by=house.clerk)
    if stage == "cancelled":
        document = issuing.cancel_document(document, by=house.clerk, reason="Ký nhầm")
    return stories.fresh(document)


def addresses(document):
    """Every address that names a document, from the address table itself."""
    keys = {"pk": document.pk, "attachment": document.attachments.get().pk}
    keys["revision"] = document.file.latest.pk if document.file else 1
    found = []
    for name, rows in get_resolver().reverse_dict.lists():
        parameters = rows[0][0][0][1]
        if str(name).startswith("document_") or name == "document":
            wanted = {key: keys[key] for key in parameters}
            found.append((name, reverse(name, kwargs=wanted)) if wanted else None)
    return sorted(each for each in found if each and each[0] not in ("document_receive",))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", STAGES)
def test_each_address_in_each_state(signing_house, stage):
    house = signing_house
    document = put_into(house, stage)
    assert document.state == {"returned": "draft"}.get(stage, stage)
    assert {who for who in (*INSIDE, *OUTSIDE) if Document.objects.visible_to(getattr(house, who))} == SEES[stage]
    names = addresses(document)
    assert len(names) >= 20
    for who in OUTSIDE:
        browser = at(getattr(house, who))
        answers = {
            getattr(browser, verb)(address).status_code for _name, address in names for verb in ("get", "post")
        }
        assert answers == {404, 405}, who
    browser = at(house.accountant)
    for _name, address in names:
        assert browser.get(address).status_code in (404, 405)
    assert stories.fresh(document).version == document.version


def test_drafters_do_not_see_drafts_of_others(house):
    document = stories.draft(house)
    second = seat(house, house.digital, "Chuyên viên 2", "specialist", "chuyenvien2", "Lý Thị Sen")
    other = seat(house, house.science, "Trưởng phòng", "head", "truongphong3", "Tô Văn Nam")
    for person in (second, other, house.leader, house.clerk):
        assert at(person).get(document.get_absolute_url()).status_code == 404
    assert at(house.head).get(document.get_absolute_url()).status_code == 200
    assert at(house.head).get(reverse("document_preview", args=[document.pk])).status_code == 403


def test_people_of_past_routes_keep_seeing_whoever_comes_new_does_not_see_the_past(house):
    document = stories.submitted(house)
    reviewing.give_back(document, by=house.head, reason="Sửa lại")
    new = seat(house, house.digital, "Chuyên viên 2", "specialist", "chuyenvien2", "Lý Thị Sen")
    assert at(house.head).get(document.get_absolute_url()).status_code == 200
    assert at(new).get(document.get_absolute_url()).status_code == 404


def test_next_head_sees_the_drafts_of_the_unit_and_the_former_one_only_what_waited_for_them(house):
    waited, quiet = stories.submitted(house), stories.draft(house)
    former = house.head
    leave(house, former)
    appoint(house.accountant, house.posts["head"], by=house.keeper, kind="concurrent")
    seen = {who: set(Document.objects.visible_to(who)) for who in (former, house.accountant)}
    assert seen == {former: {waited}, house.accountant: {waited, quiet}}


def test_right_to_share_is_that_of_the_row_and_not_of_the_page(house):
    stale = stories.submitted(house)
    Document.objects.filter(pk=stale.pk).update(signer=house.leader)
    for act in (share_document, unshare_document):
        with pytest.raises(Forbidden, match="người soạn, người ký hoặc văn thư"):
            act(stale, by=house.deputy, person=house.accountant)
    assert not Document.objects.visible_to(house.accountant).exists()


def test_whoever_leaves_the_house_sees_nothing(house):
    document = stories.submitted(house)
    house.head.is_active = False
    house.head.save()
    assert not Document.objects.visible_to(house.head).exists()
    assert at(house.specialist).get(document.get_absolute_url()).status_code == 200


def test_former_clerk_no_longer_sees_the_agency_s_papers(house):
    document = stories.draft(house)
    drafting.show_to_clerks(document)
    assert Document.objects.visible_to(house.clerk).get() == document
    leave(house, house.clerk)
    assert not Document.objects.visible_to(house.clerk).exists()


def test_shared_paper_is_seen_until_it_is_taken_back(house):
    document = stories.draft(house)
    share_document(document, by=house.specialist, person=house.accountant)
    assert Document.objects.visible_to(house.accountant).get() == document
    unshare_document(document, by=house.specialist, person=house.accountant)
    assert not Document.objects.visible_to(house.accountant).exists()


def test_receipt_of_a_paper_one_does_not_see_does_not_exist(house):
    document = stories.draft(house)
    row = Recipient.objects.create(document=document, name="Sở Tài chính")
    address = reverse("document_receive", args=[row.pk])
    assert [at(each).post(address).status_code for each in (house.outsider, house.outsider_clerk)] == [404, 404]


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18, "9" * 40])
def test_documents_that_do_not_exist(house, number):
    assert at(house.specialist).get(f"/van-ban/{number}/").status_code == 404

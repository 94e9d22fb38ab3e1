"""The public check and one's own key page, over HTTP."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw

from signatures import actions, register
from signatures.actions.sealing import seal
from signatures.models import Certificate, SignatureImage
from tests.cast import PASSWORD
from tests.signatures import pki
from tests.signatures.conftest import PIN


@pytest.fixture
def sealed_paper(office, signed_paper):
    return seal(
        signed_paper,
        by=office.clerk,
        office=office.agency,
        signers=[office.leader],
        guard=lambda: True,
        values=pki.VALUES,
    ).result


@pytest.fixture
def told(monkeypatch):
    """The register of a room above that speaks about every file."""
    monkeypatch.setattr(register, "_providers", [lambda file: [("Số, ký hiệu", "05/QĐ-SKHCN")]])


def upload(content, name="van-ban.pdf"):
    return {"file": SimpleUploadedFile(name, content, "application/pdf")}


def confirmed(client, person):
    """Sign in, and say once more who one is."""
    client.force_login(person)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def ink():
    image = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((50, 150, 350, 40), fill=(10, 10, 10, 255), width=6)
    result = io.BytesIO()
    image.save(result, "PNG")
    return result.getvalue()


def test_anybody_may_check_a_sealed_paper(client, sealed_paper):
    answer = client.post(reverse("verify"), upload(sealed_paper.read()))
    assert answer.status_code == 200
    assert answer.context["verdict"]["state"] == "passed"
    assert [each["title"] for each in answer.context["signatures"]] == [
        "Hoàng Đức Thắng",
        "Sở Khoa học và Công nghệ tỉnh Lam Giang",
    ]
    assert "Chữ ký điện tử chuyên dùng (nội bộ cơ quan)" in answer.text


def test_changed_paper_is_not_to_be_used(client, sealed_paper):
    content = bytearray(sealed_paper.read())
    content[3000] ^= 1
    answer = client.post(reverse("verify"), upload(bytes(content)))
    assert answer.context["verdict"]["state"] == "failed"
    assert "Không dùng văn bản này" in answer.text


def test_file_with_a_picture_is_told_to_have_no_signature(client, office):
    answer = client.post(reverse("verify"), upload(pki.letter()))
    assert answer.context["verdict"]["title"] == "Không có chữ ký số"
    assert "Hình ảnh chữ ký không phải chữ ký số" in answer.text


@pytest.mark.parametrize("content", [b"", b"xin chao", b"PK\x03\x04 zip"])
def test_file_that_is_no_pdf_is_refused_in_words(client, db, content):
    answer = client.post(reverse("verify"), upload(content))
    assert answer.status_code == 422


def test_missing_file_is_told_at_the_field(client, db):
    answer = client.post(reverse("verify"), {})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_too_many_checks_from_one_address_wait(client, office, monkeypatch):
    from signatures.views import verification

    monkeypatch.setattr(verification, "JUDGEMENTS", {"times": 1, "seconds": 300})
    assert client.post(reverse("verify"), upload(pki.letter())).status_code == 200
    assert client.post(reverse("verify"), upload(pki.letter())).status_code == 429


def test_code_shows_the_register_and_compares_the_file(client, sealed_paper, told):
    code = actions.open_code(sealed_paper.file).code
    page = client.get(reverse("verify_code", args=[code.upper()]))
    assert page.status_code == 200
    assert "05/QĐ-SKHCN" in page.text
    assert "chỉ cho biết có một văn bản như trên" in page.text
    same = client.post(reverse("verify_code", args=[code]), upload(sealed_paper.read()))
    assert (same.context["comparison"], same.context["verdict"]["state"]) == ("same", "passed")


def test_code_tells_an_earlier_state_and_a_stranger_apart(client, sealed_paper, signed_paper, told):
    address = reverse("verify_code", args=[actions.open_code(sealed_paper.file).code])
    earlier = client.post(address, upload(signed_paper.read()))
    assert (earlier.context["comparison"], earlier.context["verdict"]["state"]) == ("earlier", "open")
    stranger = client.post(address, upload(pki.sealed()))
    assert (stranger.context["comparison"], stranger.context["verdict"]["state"]) == ("other", "open")


def test_code_of_a_paper_nobody_may_speak_of_is_unknown(client, sealed_paper):
    code = actions.open_code(sealed_paper.file).code
    assert client.get(reverse("verify_code", args=[code])).status_code == 404


def test_unknown_code_is_not_found(client, db):
    assert client.get(reverse("verify_code", args=["abcdefghjk"])).status_code == 404


def test_root_certificate_can_be_taken_away(client, office):
    answer = client.get(reverse("root_certificate"))
    assert answer.content == bytes(Certificate.objects.get(profile="root").der)
    assert client.get(reverse("issuing_certificate")).content == bytes(Certificate.objects.get(profile="issuing").der)


def test_certificates_before_set_up_are_not_found(client, db):
    assert client.get(reverse("root_certificate")).status_code == 404


@pytest.mark.parametrize("name", ["signing_key", "signature_image"])
def test_own_pages_ask_who_you_are(client, db, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_person_enrols_and_changes_the_pin(client, office):
    confirmed(client, office.deputy)
    assert "Tạo khóa ký" in client.get(reverse("signing_key")).text
    weak = client.post(reverse("enrol_key"), {"new_pin": "123456", "again": "123456"})
    assert weak.status_code == 422
    assert "quá dễ đoán" in weak.text
    assert client.post(reverse("enrol_key"), {"new_pin": "493817", "again": "493817"}).status_code == 302
    assert Certificate.objects.of_person(office.deputy).get().is_usable()
    wrong = client.post(reverse("change_pin"), {"pin": "000001", "new_pin": "771304", "again": "771304"})
    assert wrong.status_code == 403
    assert "Mã PIN không đúng" in wrong.text
    done = client.post(reverse("change_pin"), {"pin": "493817", "new_pin": "771304", "again": "771304"})
    assert done.status_code == 302


def test_stolen_session_gets_no_key_of_its_own(client, office):
    """Revoke and enrol anew would be a way around the PIN: enrolment asks for the password, and keeps no PIN."""
    client.force_login(office.leader)
    client.post(reverse("revoke_key"), {"reason": "key_lost"})
    answer = client.post(reverse("enrol_key"), {"new_pin": "493817", "again": "493817"})
    assert answer.url == f"{reverse('account_reauthenticate')}?next=%2Fchu-ky%2F"
    assert "493817" not in str(dict(client.session))
    assert not Certificate.objects.of_person(office.leader).filter(revoked_at__isnull=True).exists()
    back = client.post(answer.url, {"password": PASSWORD})
    assert back.url == reverse("signing_key")
    client.post(reverse("enrol_key"), {"new_pin": "493817", "again": "493817"})
    assert Certificate.objects.of_person(office.leader).get(revoked_at__isnull=True).is_usable()


def test_second_key_is_refused_while_the_first_is_good(client, office):
    confirmed(client, office.leader)
    answer = client.post(reverse("enrol_key"), {"new_pin": "493817", "again": "493817"})
    assert answer.status_code == 409


def test_pin_is_never_shown_again(client, office):
    client.force_login(office.deputy)
    answer = client.post(reverse("enrol_key"), {"new_pin": "493817", "again": "493818"})
    assert answer.status_code == 422
    assert "493817" not in answer.text


def test_ink_becomes_a_blue_transparent_image(client, office):
    client.force_login(office.leader)
    sent = {"image": SimpleUploadedFile("x.png", ink(), "image/png"), "source": "ink"}
    assert client.post(reverse("keep_signature_image"), sent).status_code == 302
    kept = SignatureImage.objects.get(owner=office.leader)
    assert kept.source == "ink"
    shown = Image.open(io.BytesIO(client.get(reverse("signature_image")).content))
    assert shown.mode == "RGBA"
    colours = {pixel[:3] for _count, pixel in shown.getcolors(maxcolors=100_000) if pixel[3]}
    assert colours == {(18, 51, 153)}
    assert shown.size[0] < 400


@pytest.mark.parametrize("content", [b"khong phai anh", ink()[:60]])
def test_broken_image_is_refused(client, office, content):
    client.force_login(office.leader)
    answer = client.post(
        reverse("keep_signature_image"), {"image": SimpleUploadedFile("x.png", content, "image/png")}
    )
    assert answer.status_code == 422


def test_person_revokes_their_own_certificate(client, office):
    client.force_login(office.leader)
    assert client.post(reverse("revoke_key"), {"reason": "key_exposed"}).status_code == 302
    certificate = Certificate.objects.get(holder=office.leader)
    assert (certificate.revocation, certificate.revoked_by) == ("key_exposed", office.leader)


def test_pin_opens_after_it_was_changed_on_the_page(client, office):
    client.force_login(office.leader)
    client.post(reverse("change_pin"), {"pin": PIN, "new_pin": "771304", "again": "771304"})
    key = Certificate.objects.get(holder=office.leader).key
    assert actions.unlock(key, pin="771304", by=office.leader).certificate == key.certificate.parsed

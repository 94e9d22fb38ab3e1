"""The page behind the QR speaks of issued papers that may circulate freely, and of no other."""

import pytest
from django.urls import reverse

from documents.public import facts_of
from signatures.models import PublicCode
from tests.documents import stories

pytestmark = pytest.mark.django_db(transaction=True)


def test_code_on_an_issued_paper_leads_to_what_the_register_says(signing_house, client):
    document = stories.issued(signing_house)
    code = PublicCode.objects.get(file=document.file).code
    page = client.get(reverse("verify_code", args=[code]))
    assert page.context["facts"] == [
        ("Cơ quan ban hành", signing_house.agency.name),
        ("Số, ký hiệu", document.number_notation),
        ("Ngày văn bản", f"{document.issued_on:%d/%m/%Y}"),
        ("Trích yếu", document.subject),
        ("Người ký", document.signer.full_name),
    ]


def test_paper_not_yet_issued_is_not_spoken_of(signing_house, client):
    document = stories.sealed(signing_house)
    assert facts_of(document.file) is None


def test_paper_for_internal_use_is_not_spoken_of(signing_house):
    document = stories.issued(signing_house, circulation="luu-hanh-noi-bo")
    assert facts_of(document.file) is None

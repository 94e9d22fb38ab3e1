import pytest
from django.urls import reverse

from tests.cast import at_desk


@pytest.mark.parametrize("name", ["search", "documents", "register", "people", "audit", "verify"])
def test_nul_in_a_question_is_refused_everywhere(cast, name):
    assert at_desk(cast.keeper).get(reverse(name) + "?q=a%00b").status_code == 400


def test_other_questions_pass(cast):
    assert at_desk(cast.clerk).get(reverse("search") + "?q=so%20lieu").status_code == 200

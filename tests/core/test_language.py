from django.urls import reverse


def test_english_browser_still_speaks_vietnamese(client, db):
    page = client.get(reverse("account_login"), headers={"accept-language": "en-GB,en"})
    assert page.headers["Content-Language"] == "vi"


def test_person_who_chose_english_gets_english(client, db):
    client.cookies["language"] = "en"
    page = client.get(reverse("account_login"))
    assert page.headers["Content-Language"] == "en"


def test_unknown_language_is_vietnamese(client, db):
    client.cookies["language"] = "../../etc"
    page = client.get(reverse("account_login"))
    assert page.headers["Content-Language"] == "vi"

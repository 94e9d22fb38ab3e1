"""The demo agency with its routes; with keys and seals where somebody signs."""

import pytest


@pytest.fixture
def house(db):
    """The cast and its routes, without keys."""
    from documents.demo.house import build_house

    return build_house()


@pytest.fixture
def signing_house(transactional_db, settings, tmp_path):
    """The cast, its routes, its trust, seals, and a key for the deputy leader, on a database that really commits."""
    from documents.demo.house import build_house, give_keys

    settings.PEPPER_FILE = tmp_path / "pepper.key"
    cast = build_house()
    give_keys(cast, ("deputy",))
    return cast

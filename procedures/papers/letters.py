"""A result as the parts of form the documents' printer lays out (Decree 30/2020/NĐ-CP, Appendices I and III)."""

import re
from dataclasses import dataclass

from django.utils import translation

from core.models import Office
from documents.capacity import capacities_of
from documents.drafting import default_authority, lines, profile_of
from documents.kinds import Family, notation
from documents.letter import Letter
from procedures.papers.kinds import DEFAULT, KINDS
from procedures.papers.words import filled

ARTICLE = re.compile(r"Điều (\d+)\.")


@dataclass(frozen=True)
class Signing:
    """Who is printed under the page and in which capacity (one line each)."""

    person: object
    capacity: str


def kind_of(output):
    return KINDS[output.document_kind or DEFAULT]


def result_letter(case, output, signing, *, number=None, date=None):
    """The Letter of a result of the case; number and date blank until it is handed over."""
    with translation.override("vi"):
        kind, agency = kind_of(output), case.agency
        return Letter(
            kind=kind,
            superior=agency.superior_name,
            agency=agency.label,
            place=agency.place,
            notation=notation(kind, agency.abbreviation),
            number=number,
            date=date,
            subject=subject_of(output),
            authority=default_authority(agency, kind),
            body=filled(output.body, case),
            capacity=lines(signing.capacity) if signing else (),
            signer=signing.person.full_name if signing else "",
            recipients=recipients_of(case, output),
            contact=lines(profile_of(agency).contact),
        )


def subject_of(output):
    """What follows the name of the kind: "Quyết định cử đi công tác" is a decision "Về việc cử đi công tác"."""
    kind, title = kind_of(output), output.title.vi
    rest = title[len(kind.name) :].strip() if title.casefold().startswith(kind.name.casefold()) else title
    if not rest:
        return ""
    return f"Về việc {rest}" if kind.family is Family.DECISION else rest[0].upper() + rest[1:]


def recipients_of(case, output):
    """Whom it goes to: those who carry a decision out, or the requester; and the file copy."""
    articles = ARTICLE.findall(output.body)
    first = f"Như Điều {articles[-1]}" if articles else case.requester.full_name
    unit = "" if case.unit.kind == Office.Kind.AGENCY else case.unit.abbreviation
    return (first, ", ".join(filter(None, ("Lưu: VT", unit))))


def signing_of(person, agency):
    """The Signing of the highest capacity the person may sign in today, or None when they hold none."""
    found = capacities_of(person, agency, profile_of(agency).collective)
    return Signing(person, found[0].text) if found else None

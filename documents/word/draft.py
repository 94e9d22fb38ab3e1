"""What a Word file becomes: fields, a structured body, and everything that did not come along."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Loss:
    """One kind of thing that a Word file had and the draft has not, or has differently.

    `code` is stable ("image", "comment" …); `count` how many; `places` the nearest words of the first few;
    `sentence` what to tell the person, in Vietnamese.
    """

    code: str
    count: int
    places: tuple[str, ...]
    sentence: str

    def as_dict(self) -> dict:
        """Plain data that JSON can hold."""
        return asdict(self) | {"places": list(self.places)}


@dataclass(frozen=True)
class WordDraft:
    """`fields` holds only what was recognised, under the names of `documents.letter.Letter`: kind (its code),
    superior, agency, place, number (int), notation, date (datetime.date), subject, authority, addressees (tuple),
    capacity (tuple), signer, cosigner ((capacity lines, name)), recipients (tuple), drafter, copies, urgency,
    secrecy, circulation, contact (tuple), appendices (tuple of (title, body)); and kind_name, the type name as it
    stood in the file. `body` is HTML of the documents.body subset.
    """

    body: str
    fields: dict = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

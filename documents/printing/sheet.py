"""What each part of the page says, in print: the words between a `Letter` and its templates."""

from dataclasses import dataclass
from functools import cached_property

import segno
from django.utils.safestring import SafeString, mark_safe

from documents import kinds
from documents.kinds import Family
from documents.letter import Appendix, Circulation, Letter, Secrecy, Signer, Urgency
from documents.printing.flow import flow, roman
from documents.printing.fonts import lines

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENT_SIZE = 11.0  # points
RECIPIENT_WIDTH = 197.0  # points: 46 % of 163 mm less padding and dash
BESIDE_SIGNER = 9  # lines of recipients as high as signature, name and one gap, besides the lines of the post
KEPT_WHOLE = 20  # a list up to this many lines is never parted


@dataclass(frozen=True)
class Sheet:
    """One letter, ready for the templates of documents/print."""

    letter: Letter

    nation = NATION
    motto = MOTTO

    @property
    def title(self) -> str:
        return f"{self.letter.kind.name} {self.letter.subject}".strip()

    @property
    def superior(self) -> list[str]:
        return _lines(self.letter.superior.upper())

    @property
    def agency(self) -> list[str]:
        return _lines(self.letter.agency.upper())

    @property
    def number(self) -> str:
        return kinds.padded_number(self.letter.number) if self.letter.number else ""

    @property
    def digits(self) -> int:
        return min(max(self.letter.number_digits, 2), 6)

    @property
    def day(self) -> str:
        return kinds.padded_day(self.letter.date) if self.letter.date else ""

    @property
    def month(self) -> str:
        return kinds.padded_month(self.letter.date) if self.letter.date else ""

    @property
    def year(self) -> str:
        return f"{self.letter.date.year}" if self.letter.date else ""

    @property
    def heading(self) -> str:
        return self.letter.kind.heading if self.letter.kind.titled else ""

    @property
    def above_title(self) -> str:
        """Box 5b instead of 5a: the subject of a công văn stands under its number."""
        return f"V/v {self.letter.subject}" if self._is(Family.LETTER) and self.letter.subject else ""

    @property
    def subject(self) -> str:
        return self.letter.subject if self.letter.kind.titled else ""

    @property
    def ruled(self) -> bool:
        """Every titled kind has a short rule below its title except minutes (template 1.9)."""
        return not self._is(Family.MINUTES)

    @property
    def authority(self) -> str:
        return self.letter.authority.upper() if self.letter.kind.enacting else ""

    @property
    def wired(self) -> str:
        """Who wires, in capitals before "điện:" (template 1.6); empty for every other kind."""
        return (self.letter.authority or self.letter.agency).upper() if self._is(Family.TELEGRAM) else ""

    @property
    def addressees(self) -> list[str]:
        """Several addressees end in ";", the last in "."; a single one has no mark (Appendix I, II.9d)."""
        names = [_bare(name) for name in self.letter.addressees if _bare(name)]
        return names if len(names) < 2 and not self.wired else _listed(names)

    @cached_property
    def body(self) -> SafeString:
        # documents.body.clean has been over it: nothing but the subset is left
        return mark_safe(flow(self.letter.body, enacting=self.letter.kind.enacting))  # noqa: S308

    @property
    def recipients(self) -> list[str]:
        return _listed([_bare(name) for name in self.letter.recipients if _bare(name)])

    @property
    def recipients_beside(self) -> list[str]:
        """As many recipients as stand beside the signer; they and the signer are never parted."""
        return self.recipients[: self._split]

    @property
    def recipients_below(self) -> list[str]:
        """What is left of a long list; it may run on over the next pages."""
        return self.recipients[self._split :]

    @cached_property
    def _split(self) -> int:
        taken = [lines(name, RECIPIENT_SIZE, RECIPIENT_WIDTH) for name in self.recipients]
        beside = BESIDE_SIGNER + len(self.signer.capacity)
        if sum(taken) <= KEPT_WHOLE:
            return len(taken)
        return next(count for count in range(len(taken) + 1) if sum(taken[:count]) >= beside)

    @property
    def confirmed(self) -> bool:
        """A leave paper has room for those at the place of leave to confirm (template 1.10)."""
        return self._is(Family.LEAVE)

    @property
    def drafter(self) -> str:
        """Box 12: "PL.(300)"."""
        initials = self.letter.drafter.upper().strip(". ")
        copies = f"({self.letter.copies})" if self.letter.copies else ""
        return f"{initials}.{copies}" if initials else copies

    @property
    def signer(self) -> Signer:
        return _printed(Signer(self.letter.capacity, self.letter.signer, self.letter.signer_title))

    @property
    def cosigner(self) -> Signer | None:
        return _printed(self.letter.cosigner) if self.letter.cosigner else None

    @property
    def urgency(self) -> Urgency | None:
        return _one_of(Urgency, self.letter.urgency)

    @property
    def secrecy(self) -> Secrecy | None:
        return _one_of(Secrecy, self.letter.secrecy)

    @property
    def circulation(self) -> Circulation | None:
        return _one_of(Circulation, self.letter.circulation)

    @property
    def code(self) -> SafeString:
        """The QR code of the checking address as inline SVG, one unit a module."""
        drawing = segno.make(self.letter.check_url, error="m", micro=False)
        markup = drawing.svg_inline(border=0, omitsize=True)
        return mark_safe(markup)  # noqa: S308  drawn by segno, holds no text of the address

    @property
    def is_copy(self) -> bool:
        return self._is(Family.COPY)

    def _is(self, family: Family) -> bool:
        return self.letter.kind.family is family


@dataclass(frozen=True)
class AppendixSheet:
    """One appendix or one text issued by a decision, with the letter it travels with."""

    letter: Letter
    appendix: Appendix
    ordinal: int  # 1, 2 … among the appendices
    total: int

    nation = NATION
    motto = MOTTO

    @property
    def title(self) -> str:
        return f"{self.heading} {self.appendix.title}".strip()

    @property
    def heading(self) -> str:
        if self.appendix.heading:
            return self.appendix.heading.upper()
        return f"Phụ lục {roman(self.ordinal)}" if self.total > 1 else "Phụ lục"

    @property
    def is_text(self) -> bool:
        return bool(self.appendix.heading)

    @property
    def superior(self) -> list[str]:
        return _lines(self.letter.superior.upper())

    @property
    def agency(self) -> list[str]:
        return _lines(self.letter.agency.upper())

    @property
    def reference(self) -> str:
        """The line that ties it to its letter; unfilled until number and date exist (Appendix I, III.1c)."""
        letter = self.letter
        number = kinds.padded_number(letter.number) if letter.number else "\u2026"
        notation = f"/{letter.notation}" if letter.notation else ""
        date = kinds.date_in_words(letter.date) if letter.date else "ngày \u2026 tháng \u2026 năm \u2026"
        name = "Công văn" if letter.kind.family is Family.LETTER else letter.kind.name
        return f"(Kèm theo {name} số {number}{notation} {date} của {letter.authority or letter.agency})"

    @cached_property
    def body(self) -> SafeString:
        return mark_safe(flow(self.appendix.body))  # noqa: S308  cleaned by documents.body


def _printed(signer: Signer) -> Signer:
    return Signer(tuple(line.upper() for line in signer.capacity if line.strip()), signer.name, signer.title)


def _listed(names: list[str]) -> list[str]:
    return [f"- {name};" for name in names[:-1]] + [f"- {name}." for name in names[-1:]]


def _bare(name: str) -> str:
    """A line of a list without the dash before and the mark behind it, which the page adds."""
    return name.strip().lstrip("-–—• ").rstrip(" ;,").removesuffix(".").rstrip()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _one_of(kind, value: str):
    return kind(value) if value and value in set(kind) else None

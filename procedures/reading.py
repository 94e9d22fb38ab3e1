"""Reading a JSON document without trusting it: every fault is kept with its path and one sentence."""

import math
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.folding import composed
from core.refusals import BadInput

SLUG = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*\Z", re.ASCII)
CONTROL_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
FAULTS_TOLD = 5
LARGEST = 10**15  # đồng; also far beyond any count a form asks for


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place of a document. path: steps[2].actor.kind."""

    path: str
    sentence: str

    def __str__(self):
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


class Faulty(BadInput):
    """The document cannot be used. faults: every Fault that was found, in the order of the document."""

    def __init__(self, faults):
        self.faults = list(faults)
        more = len(self.faults) - FAULTS_TOLD
        told = [str(fault) for fault in self.faults[:FAULTS_TOLD]]
        super().__init__("\n".join([*told, _("và %(more)d lỗi khác") % {"more": more}] if more > 0 else told))


class Sheet:
    """One object of the document. Each reader takes a key out; `close` names the keys nobody knows."""

    def __init__(self, raw, path, faults):
        self.path, self.faults, self._read = path, faults, set()
        if not isinstance(raw, dict):
            self.fault("", _("Phần này phải là một đối tượng JSON."))
        self.raw = raw if isinstance(raw, dict) else {}

    def at(self, key):
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def fault(self, key, sentence):
        self.faults.append(Fault(self.at(key), sentence))

    def take(self, key, default=None):
        """The raw value, whatever it is; for parts another reader judges."""
        self._read.add(key)
        return self.raw.get(key, default)

    def text(self, key, *, most=200, required=False):
        """A line or a paragraph in NFC, without control signs."""
        value = self.take(key, "")
        if not isinstance(value, str):
            self.fault(key, _("Giá trị này phải là chữ."))
            return ""
        value = composed(CONTROL_SIGNS.sub("", value)).strip()
        if required and not value:
            self.fault(key, _("Phần này không được để trống."))
        if len(value) > most:
            self.fault(key, _("Dài quá %(most)d ký tự.") % {"most": most})
        return value

    def slug(self, key):
        value = self.text(key, most=40)
        if not SLUG.match(value):
            self.fault(key, _("Mã gồm chữ thường không dấu, số, - và _, bắt đầu bằng chữ, không quá 40 ký tự."))
        return value

    def one_of(self, key, known, *, default=None):
        value = self.take(key, default)
        if not isinstance(value, str) or value not in known:
            self.fault(key, _("“%(value)s” không có trong các giá trị: %(known)s.") % _told(value, known))
            return default if default is not None else next(iter(known))
        return value

    def some_of(self, key, known):
        """Several of the known values; anything when known is None."""
        values = self.texts(key)
        for value in values:
            if known is not None and value not in known:
                self.fault(key, _("“%(value)s” không có trong các giá trị: %(known)s.") % _told(value, known))
        return values

    def texts(self, key, *, most=200):
        values = self.take(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.fault(key, _("Phần này phải là danh sách các dòng chữ."))
            return ()
        return tuple(value for each in values if (value := composed(CONTROL_SIGNS.sub("", each)).strip()[:most]))

    def flag(self, key, *, default=False):
        value = self.take(key, default)
        if not isinstance(value, bool):
            self.fault(key, _("Giá trị này phải là true hoặc false."))
            return default
        return value

    def number(self, key, *, least=-LARGEST, most=LARGEST, whole=False, required=False):
        """A number within bounds, or None when there is none."""
        value = self.take(key)
        if value is None and not required:
            return None
        fits = is_number(value) and least <= value <= most and (not whole or isinstance(value, int))
        if not fits:
            self.fault(key, _("Giá trị này phải là số từ %(least)s đến %(most)s.") % {"least": least, "most": most})
            return None
        return value

    def part(self, key):
        """A Sheet of the object under the key, an empty one when it is left out."""
        return Sheet(self.take(key, {}), self.at(key), self.faults)

    def parts(self, key, *, most):
        """Sheets of a list of objects."""
        rows = self.take(key, [])
        if not isinstance(rows, list):
            self.fault(key, _("Phần này phải là một danh sách."))
            return []
        if len(rows) > most:
            self.fault(key, _("Nhiều quá %(most)d mục.") % {"most": most})
        return [Sheet(row, f"{self.at(key)}[{place}]", self.faults) for place, row in enumerate(rows[:most])]

    def close(self):
        for key in self.raw:
            if key not in self._read:
                self.fault(str(key)[:40], _("Không có mục nào mang tên này."))


def is_number(value):
    """A number of JSON that is one: not true, not infinity."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _told(value, known):
    return {"value": str(value)[:40], "known": ", ".join(list(known)[:30])}

"""What one version of a procedure says that another does not, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.designer import words
from procedures.designer.words import said

PLACES = {
    "facts": gettext_lazy("Thông tin"),
    "form": gettext_lazy("Biểu mẫu"),
    "steps": gettext_lazy("Các bước"),
    "papers": gettext_lazy("Giấy tờ kèm theo"),
    "outputs": gettext_lazy("Kết quả"),
}
FACTS = {
    "name": gettext_lazy("tên"),
    "area": gettext_lazy("lĩnh vực"),
    "summary": gettext_lazy("tóm tắt"),
    "who_may": gettext_lazy("ai được nộp"),
    "legal_basis": gettext_lazy("căn cứ pháp lý"),
    "secrecy": gettext_lazy("độ mật"),
    "budget": gettext_lazy("thời hạn giải quyết"),
    "numbering": gettext_lazy("ký hiệu"),
    "parent": gettext_lazy("thủ tục trước đó"),
}
PARTS = {
    "section": gettext_lazy("phần của biểu mẫu"),
    "type": gettext_lazy("loại"),
    "label": gettext_lazy("tên"),
    "name": gettext_lazy("tên"),
    "title": gettext_lazy("tên"),
    "help": gettext_lazy("lời hướng dẫn"),
    "note": gettext_lazy("ghi chú"),
    "required": gettext_lazy("bắt buộc hay không"),
    "show_if": gettext_lazy("khi nào hiện"),
    "min": gettext_lazy("mức thấp nhất"),
    "max": gettext_lazy("mức cao nhất"),
    "suffix": gettext_lazy("đơn vị đo"),
    "columns": gettext_lazy("các cột"),
    "formula": gettext_lazy("công thức"),
    "prefill": gettext_lazy("điền sẵn"),
    "resource": gettext_lazy("loại phòng, xe, thiết bị"),
    "procedure": gettext_lazy("thủ tục của hồ sơ"),
    "act": gettext_lazy("việc"),
    "actor": gettext_lazy("ai làm"),
    "position": gettext_lazy("thứ tự"),
    "needs": gettext_lazy("cần bao nhiêu người"),
    "options": gettext_lazy("các lựa chọn"),
    "quorum": gettext_lazy("số người đồng ý"),
    "when": gettext_lazy("khi nào cần"),
    "budget": gettext_lazy("thời hạn"),
    "kind": gettext_lazy("loại giấy"),
    "document_kind": gettext_lazy("loại văn bản"),
    "body": gettext_lazy("nội dung"),
    "numbered": gettext_lazy("đánh số"),
    "signed": gettext_lazy("ký số"),
    "key": gettext_lazy("mã"),
}


@dataclass(frozen=True)
class Difference:
    """place: a key of PLACES; sentence: what is new, gone or changed."""

    place: str
    sentence: str

    @property
    def where(self):
        return PLACES[self.place]


def differences(old, new):
    """[Difference] from one definition to another, in the order a reader goes through them."""
    found = [Difference("facts", sentence) for sentence in _facts(old, new)]
    found += [Difference("form", sentence) for sentence in _rows(_fields(old), _fields(new), _("ô"))]
    for place, noun in (("steps", _("bước")), ("papers", _("giấy tờ")), ("outputs", _("giấy"))):
        before, after = old.get(place, []), new.get(place, [])
        found += [Difference(place, sentence) for sentence in _rows(_by_key(before), _by_key(after), noun)]
    return found


def _facts(old, new):
    for key, name in FACTS.items():
        before, after = old.get(key) or None, new.get(key) or None
        if before == after:
            continue
        if key in {"name", "area", "secrecy", "parent"} and said(before) != said(after):
            change = {"name": name, "old": said(before) or _("(trống)"), "new": said(after) or _("(trống)")}
            yield _("Đổi %(name)s từ “%(old)s” thành “%(new)s”") % change
        elif key == "budget":
            none = _("không có hạn")
            change = {"name": name, "old": words.budget_told(before) or none, "new": words.budget_told(after) or none}
            yield _("Đổi %(name)s từ %(old)s thành %(new)s") % change
        else:
            yield _("Đổi %(name)s") % {"name": name}


def _fields(definition):
    """Fields by key in order, each with the title of its section, as a part of it like any other."""
    return {
        each.get("key"): {**each, "section": said(section.get("title"))}
        for section in definition.get("form", [])
        for each in section.get("fields", [])
    }


def _by_key(rows):
    return {row.get("key"): row for row in rows}


def _rows(before, after, noun):
    for key in before.keys() - after.keys():
        yield _("Bỏ %(noun)s “%(name)s”") % {"noun": noun, "name": _name(before[key])}
    for key, row in after.items():
        if key not in before:
            yield _("Thêm %(noun)s “%(name)s”") % {"noun": noun, "name": _name(row)}
        elif row != before[key]:
            parts = [str(PARTS.get(part, part)) for part in _changed(before[key], row)]
            yield _("Sửa %(noun)s “%(name)s”: %(parts)s") % {
                "noun": noun,
                "name": _name(row),
                "parts": ", ".join(parts),
            }
    kept = [key for key in before if key in after]
    if kept != [key for key in after if key in before]:
        yield _("Đổi thứ tự các %(noun)s") % {"noun": noun}


def _changed(before, after):
    return dict.fromkeys(part for part in (*before, *after) if before.get(part) != after.get(part))


def _name(row):
    return said(row.get("label") or row.get("title") or row.get("name")) or words.act_name(row.get("act"))

"""Small drawn things of a page: icons, faces, marks. {% load parts %}"""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.icons import ICONS

register = template.Library()

URGENCY = {
    "flash": gettext_lazy("Hỏa tốc"),
    "rush": gettext_lazy("Thượng khẩn"),
    "urgent": gettext_lazy("Khẩn"),
}
ON_PAPER = {"hoa-toc": "flash", "thuong-khan": "rush", "khan": "urgent"}  # as documents.letter.Urgency keeps them
SECRECY = {
    "tuyet-mat": gettext_lazy("Tuyệt mật"),
    "toi-mat": gettext_lazy("Tối mật"),
    "mat": gettext_lazy("Mật"),
}


@lru_cache(maxsize=512)
def _icon(name, size):
    """The drawing alone; KeyError for a name nobody drew, so that a slip is seen at once."""
    return mark_safe(  # noqa: S308 - our own constant drawings
        f'<svg class="icon {size}" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>'
    )


@register.simple_tag
def icon(name, size="", label=""):
    """Draw an icon. size: "" (24), "small" (20) or "tiny" (16). label: said aloud when no word stands beside it."""
    drawing = _icon(name, size)
    if not label:
        return drawing
    return format_html('{}<span class="unseen">{}</span>', drawing, label)


@register.filter
def initials(name):
    """Two letters of a Vietnamese name: family and given name. "Trần Quang Minh" -> "TM"."""
    words = str(name or "").split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.simple_tag
def face(person, size="", mine=False):
    """A person as two letters; the name is said aloud only where it does not stand beside the face."""
    classes = " ".join(filter(None, ("face", size, "mine" if mine else "")))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials(person))


@register.simple_tag
def urgency_mark(code):
    """The Decree 30 stamp of urgency in miniature, by the code of the desk or of the paper; else nothing."""
    if not code:
        return ""
    code = ON_PAPER.get(code, code)
    return format_html('<span class="mark {}">{}</span>', code, URGENCY[code])


@register.simple_tag
def secrecy_mark(code):
    """The stamp of secrecy, in ink with a lock: tuyet-mat, toi-mat or mat; nothing for open papers."""
    if not code:
        return ""
    return format_html('<span class="mark secret">{}{}</span>', _icon("lock", "tiny"), SECRECY[code])


@register.simple_tag
def within_mark(text=None):
    """The stamp that limits circulation, such as LƯU HÀNH NỘI BỘ."""
    return format_html('<span class="mark within">{}</span>', text or _("Lưu hành nội bộ"))


@register.filter
def undo_address(message):
    """Where a message's act is undone: its extra tag "undo:/address/", else empty."""
    return next((tag[5:] for tag in message.extra_tags.split() if tag.startswith("undo:/")), "")


@register.simple_tag(takes_context=True)
def theme(context):
    """The theme chosen by hand ("light" or "dark"), read from its cookie, so that the first paint is right."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in {"light", "dark"} else ""

"""The drawers of the rail. {% load rail %}"""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core.templatetags.parts import _icon

register = template.Library()


@register.simple_tag(takes_context=True)
def drawer(context, url_name, icon, words, count=0):
    """One drawer: nothing when its room is not built; count: a tally beside the icon ("99+" at most)."""
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return ""
    return format_html(
        '<li><a class="drawer" href="{}"{}>{}{}{}</a></li>',
        url,
        mark_safe(' aria-current="page"') if _is_here(context, url) else "",
        _icon(icon, ""),
        words,
        _tally(int(count or 0)),
    )


def _tally(count):
    if not count:
        return ""
    shown = count if count < 100 else "99+"
    return format_html('<span class="tally" aria-label="{}">{}</span>', _("%s đang chờ") % shown, shown)


def _is_here(context, url):
    """The drawer is open on its own page and on every page below it; the desk only on itself."""
    request = context.get("request")
    if request is None:
        return False
    asked_from = getattr(request, "htmx", None) and request.htmx.current_url_abs_path
    path = (asked_from or request.path).split("?")[0]
    return path == url if url == "/" else path.startswith(url)

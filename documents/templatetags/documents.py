"""Small readings of documents for templates. {% load documents %}"""

from django import template

register = template.Library()


@register.simple_tag
def receipts(destinations):
    """How many places inside the system there are, and how many have confirmed."""
    inside = [each for each in destinations if each.delivered_at]
    done = sum(1 for each in inside if each.received_at)
    return {"total": len(inside), "done": done, "missing": len(inside) - done}

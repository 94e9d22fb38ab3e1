"""Words: a line, a text."""

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy


class Text(Kind):
    longest = 300

    def clean(self, plan, raw, scope):
        value = " ".join(tidy(raw).split()) if self.longest == Text.longest else tidy(raw)
        most, least = int(plan.max or self.longest), int(plan.min or 0)
        if len(value) > most:
            raise Wrong(
                _("Dài quá %(most)d ký tự, đang có %(now)d. Hãy rút gọn.") % {"most": most, "now": len(value)}
            )
        if value and len(value) < least:
            raise Wrong(_("Ngắn quá: cần ít nhất %(least)d ký tự.") % {"least": least})
        return value or None


class LongText(Text):
    template = "procedures/fields/text.html"
    longest = 5000

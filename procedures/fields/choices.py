"""Choosing: one, several, or to agree."""

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy

FEW = 5  # options that are all shown


class Choice(Kind):
    template = "procedures/fields/select.html"

    def drawn(self, plan):
        """A few options are all shown, more are a list."""
        if len(plan.options) <= FEW:
            return "procedures/fields/radio.html", True
        return self.template, False

    def clean(self, plan, raw, scope):
        value = tidy(raw)
        if value and value not in {option.value for option in plan.options}:
            raise Wrong(_("Phương án này không có trong danh sách."))
        return value or None

    def shown(self, plan, value, scope):
        return next((str(option.label) for option in plan.options if option.value == value), str(value))

    def choices(self, plan, scope):
        return [(option.value, str(option.label)) for option in plan.options]


class Multi(Choice):
    template = "procedures/fields/multi.html"

    def drawn(self, plan):
        return self.template, True

    def read(self, plan, post, name):
        return post.getlist(name)

    def clean(self, plan, raw, scope):
        chosen = [tidy(each) for each in raw] if isinstance(raw, list) else []
        known = [option.value for option in plan.options]
        if any(value not in known for value in chosen):
            raise Wrong(_("Phương án này không có trong danh sách."))
        return [value for value in known if value in chosen] or None

    def shown(self, plan, value, scope):
        labels = dict(self.choices(plan, scope))
        return ", ".join(labels.get(each, str(each)) for each in value)

    def typed(self, plan, raw, scope):
        return raw if isinstance(raw, list) else []


class Consent(Kind):
    """To agree to something: true or nothing."""

    template = "procedures/fields/consent.html"

    def read(self, plan, post, name):
        return post.get(name) == "1"

    def clean(self, plan, raw, scope):
        return True if raw is True else None

    def shown(self, plan, value, scope):
        return _("Đã đồng ý")

    def typed(self, plan, raw, scope):
        return raw is True

"""A bank account of the payee."""

import re

from django.utils.translation import gettext as _

from procedures.fields.base import Kind, Wrong, tidy

NUMBER = re.compile(r"[0-9A-Z]{6,24}\Z", re.ASCII)
PARTS = ("bank", "number", "holder")


class BankAccount(Kind):
    """{"bank", "number", "holder"}"""

    template = "procedures/fields/bank_account.html"
    grouped = True

    def read(self, plan, post, name):
        return {part: post.get(f"{name}.{part}", "") for part in PARTS}

    def clean(self, plan, raw, scope):
        raw = raw if isinstance(raw, dict) else {}
        value = {part: " ".join(tidy(raw.get(part)).split()) for part in PARTS}
        if not any(value.values()):
            return None
        value["number"] = re.sub(r"[ .-]", "", value["number"]).upper()
        faults = {f".{part}": _("Phần này không được để trống.") for part in PARTS if not value[part]}
        faults |= {f".{part}": _("Dài quá 120 ký tự.") for part in PARTS if len(value[part]) > 120}
        if value["number"] and not NUMBER.match(value["number"]):
            faults[".number"] = _("Số tài khoản gồm 6 đến 24 chữ số hoặc chữ cái không dấu.")
        if faults:
            raise Wrong(**faults)
        return value

    def shown(self, plan, value, scope):
        return _("%(number)s, %(bank)s, chủ tài khoản %(holder)s") % value

    def typed(self, plan, raw, scope):
        return raw if isinstance(raw, dict) else {}

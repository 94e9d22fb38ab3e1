"""Finding an office by whatever a table calls it: identifier, abbreviation, name or short name."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _

from core.folding import fold
from core.importing.columns import CellFault
from core.models import Office


class OfficeIndex:
    """All offices that are not closed, and those planned by earlier rows, looked up without further queries."""

    def __init__(self):
        self._by_name = defaultdict(list)
        for office in Office.objects.exclude(valid_to__lt=timezone.localdate()).select_related("agency"):
            self.add(office)

    def add(self, office):
        """Let later rows find the office."""
        for name in {fold(text) for text in (office.code, office.abbreviation, office.name, office.short_name)}:
            if name:
                self._by_name[name].append(office)

    def agencies(self):
        """Every agency once."""
        found = (office for offices in self._by_name.values() for office in offices)
        return list({id(office): office for office in found if office.kind == Office.Kind.AGENCY}.values())

    def find(self, name, *, agency=None, kind=None):
        """The one office of this name (in the agency, of the kind), or CellFault with what to write instead."""
        offices = [office for office in self._by_name[fold(name)] if self._fits(office, agency, kind)]
        if len(offices) == 1:
            return offices[0]
        if offices:
            raise CellFault(
                _("Có %(count)d nơi tên “%(name)s”.") % {"count": len(offices), "name": name},
                _("Ghi mã định danh thay cho tên."),
            )
        raise CellFault(
            _("Không có cơ quan, đơn vị “%(name)s”.") % {"name": name},
            _("Sửa tên, chữ viết tắt hoặc mã định danh; nếu là nơi mới, hãy nhập cơ quan, đơn vị trước."),
        )

    @staticmethod
    def _fits(office, agency, kind):
        return (agency is None or office.home is agency or office.home == agency) and kind in (None, office.kind)

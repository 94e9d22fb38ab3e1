"""From an uploaded table to written rows: shown, confirmed as shown, written whole or not at all."""

from django.utils.translation import gettext_lazy as _

from core.models import ImportBatch
from core.rules import is_keeper
from core.states import Lifecycle, Step

State = ImportBatch.State
WHO = _("Chỉ quản trị hệ thống mới nhập được dữ liệu.")


def _keeper(user, batch):
    return is_keeper(user)


IMPORT = Lifecycle(
    Step("show", _("Cho xem trước"), (State.CHECKING,), State.READY, _keeper, WHO, "import_shown"),
    Step("refuse", _("Báo lỗi"), (State.CHECKING, State.APPLYING), State.FAULTY, _keeper, WHO, "import_refused"),
    Step("confirm", _("Nhập"), (State.READY,), State.APPLYING, _keeper, WHO, "import_confirmed"),
    Step("show_again", _("Cho xem lại"), (State.APPLYING,), State.READY, _keeper, WHO, "import_shown_again"),
    Step("finish", _("Ghi xong"), (State.APPLYING,), State.DONE, _keeper, WHO, "table_imported"),
    Step("fail", _("Không ghi được"), (State.CHECKING, State.APPLYING), State.FAILED, _keeper, WHO, "import_failed"),
)

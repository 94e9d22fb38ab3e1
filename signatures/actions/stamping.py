"""Time-stamps of our own authority, remembered so that time never runs backwards."""

from contextlib import contextmanager

from django.utils.translation import gettext as _

from core.refusals import Unavailable, WrongState
from signatures.authorities import Authority, Profile
from signatures.models import Certificate, IssuedStamp
from signatures.providers import provider_of
from signatures.queries.trust import last_stamp_time
from signatures.timestamps import ClockWentBack, OwnTimestamper


@contextmanager
def own_timestamper():
    """A timestamper for one signature. Raises Unavailable when the clock is behind the last stamp."""
    row = Certificate.objects.live().filter(profile=Profile.TIMESTAMP).select_related("key", "issuer").first()
    if row is None:
        raise WrongState(_("Cơ quan chưa thiết lập dấu thời gian. Quản trị hệ thống cần chạy lệnh make_trust."))
    pair = provider_of(row.key).unlock(row.key, pin=None)
    authority = Authority(pair.key, pair.certificate, pair.chain)
    try:
        yield OwnTimestamper(authority, last=last_stamp_time())
    except ClockWentBack:
        raise Unavailable(
            _("Đồng hồ máy chủ đang chạy lùi nên chưa đóng được dấu thời gian. Không có gì thay đổi.")
        ) from None


def keep_stamps(timestamper: OwnTimestamper) -> None:
    """Write down what was stamped, in the signature's transaction."""
    IssuedStamp.objects.bulk_create(IssuedStamp(serial=f"{serial:x}", at=at) for serial, at in timestamper.issued)

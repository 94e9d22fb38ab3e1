"""How often one address may ask for work that costs us, counted in the cache all processes share."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.translation import gettext as _

from core.refusals import TooMany


def allow(request, work: str, *, times: int, seconds: int) -> None:
    """Count one try of `work` by the asker's address. Raises TooMany (429) beyond `times` in `seconds`."""
    window = int(time.time() // seconds)
    key = f"signatures.throttle.{work}.{get_adapter().get_client_ip(request)}.{window}"
    if cache.add(key, 1, seconds * 2):
        return
    if cache.incr(key) > times:
        raise TooMany(_("Bạn đã kiểm tra nhiều tệp liên tiếp. Hãy thử lại sau ít phút."))

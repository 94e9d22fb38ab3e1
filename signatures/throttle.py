"""How often one address may ask for work that costs us, counted in the cache all processes share."""

import time
from ipaddress import ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.translation import gettext as _

from core.refusals import TooMany


def allow(request, work: str, *, times: int, seconds: int) -> None:
    """Count one try of `work` by the asker's address. Raises TooMany (429) beyond `times` in `seconds`."""
    window = int(time.time() // seconds)
    key = f"signatures.throttle.{work}.{_network_of(get_adapter().get_client_ip(request))}.{window}"
    if cache.add(key, 1, seconds * 2):
        return
    if _one_more(key) > times:
        raise TooMany(_("Bạn đã kiểm tra nhiều tệp liên tiếp. Hãy thử lại sau ít phút."))


def _one_more(key):
    """The count with this try; a count that was dropped meanwhile begins anew."""
    try:
        return cache.incr(key)
    except ValueError:
        return 1


def _network_of(address):
    """An IPv6 customer has a whole /64 to ask from: it counts as one."""
    network = ip_network(f"{address}/64" if ":" in address else address, strict=False)
    return str(network.network_address)

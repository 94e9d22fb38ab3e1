"""Icons of the house by name: the drawings of icons.svg, shown by {% icon "name" %} of core/templatetags/parts.py."""

import re
from pathlib import Path

_SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="0 0 24 24">(.*?)</symbol>')

ICONS = dict(_SYMBOL.findall(Path(__file__).with_suffix(".svg").read_text(encoding="utf-8")))

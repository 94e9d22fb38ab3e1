"""What a child that handles strangers' files is told of our environment: where programs and fonts lie, no secret."""

import os

TOLD = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "XDG_DATA_DIRS",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "LD_LIBRARY_PATH",
)


def bare_environment():
    """The variables a child needs to start at all; addresses, passwords and keys of ours are none of them."""
    return {name: os.environ[name] for name in TOLD if name in os.environ}

"""Word (.docx) into a draft: text in order, structure recognised, every loss reported.

`read` is the only door. It trusts nothing in the file and never raises anything but the refusals of core.
"""

from .draft import Loss, WordDraft
from .importing import read

__all__ = ["Loss", "WordDraft", "read"]

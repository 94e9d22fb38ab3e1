"""PDF signatures (PAdES, ETSI EN 319 142-1): prepare the fields, sign, fill in the number, seal.

Pure functions from bytes to bytes; every step after `prepare` is an incremental update, so that what was
signed before stays signed. The appearance of signatures follows Decree 30/2020/NĐ-CP, Appendix I, part II.
"""

from signatures.pades.filling import fill
from signatures.pades.intake import Unsuitable, inspect, page_size
from signatures.pades.preparing import AGENCY_FIELD, LEADER_FIELD, Spot, prepare
from signatures.pades.signing import Level, SigningKeyPair, seal, sign

__all__ = [
    "AGENCY_FIELD",
    "LEADER_FIELD",
    "Level",
    "SigningKeyPair",
    "Spot",
    "Unsuitable",
    "fill",
    "inspect",
    "page_size",
    "prepare",
    "seal",
    "sign",
]

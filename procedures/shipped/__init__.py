"""The procedures every house begins with: one JSON file each, in the schema of procedures/definition.py."""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def shipped(units=None):
    """Every shipped definition as JSON, by code.

    units: {abbreviation in the files: abbreviation in this agency}, for agencies that call their bureau otherwise.
    """
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
    return {code: _renamed(raw, units or {}) for code, raw in found.items()}


def _renamed(raw, units):
    """The same with the offices of actors named as the agency names them."""
    if isinstance(raw, dict):
        return {
            key: units.get(value, value) if key == "office" and isinstance(value, str) else _renamed(value, units)
            for key, value in raw.items()
        }
    return [_renamed(each, units) for each in raw] if isinstance(raw, list) else raw

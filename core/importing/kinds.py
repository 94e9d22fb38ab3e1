"""The tables this house takes in, by name."""

from core.importing import codes, offices, people

KINDS = {"offices": offices, "people": people, "codes": codes}

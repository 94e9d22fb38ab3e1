"""The tables this house takes in, by name. Rooms above add theirs when they are loaded."""

from core.importing import codes, offices, people

KINDS = {"offices": offices, "people": people, "codes": codes}

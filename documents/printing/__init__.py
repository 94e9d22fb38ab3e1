"""The printed page: letters, registers, and the check that they are PDF/A."""

from documents.printing.places import Place, seal_over
from documents.printing.render import Printed, render

__all__ = ["Place", "Printed", "render", "seal_over"]

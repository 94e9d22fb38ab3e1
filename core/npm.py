"""Staticfiles finder for browser packages: serves a listed few files of node_modules under /static/npm/.

Nothing of a third party is committed; nothing that is not listed here can be asked for.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

PREFIX = "npm"
FACES = {
    "be-vietnam-pro": ("400-normal", "500-normal", "600-normal"),
    "tinos": ("400-normal", "400-italic", "700-normal"),
}
SUBSETS = ("vietnamese", "latin", "latin-ext")
FONTS = tuple(
    f"@fontsource/{family}/files/{family}-{subset}-{face}.woff2"
    for family, faces in FACES.items()
    for face in faces
    for subset in SUBSETS
)
PDF = (
    "pdfjs-dist/legacy/build/pdf.worker.min.mjs",
    "pdfjs-dist/cmaps/*.bcmap",
    "pdfjs-dist/standard_fonts/*.pfb",
    "pdfjs-dist/standard_fonts/*.ttf",
    "pdfjs-dist/iccs/*.icc",
    "pdfjs-dist/wasm/*.wasm",
    "pdfjs-dist/wasm/*.js",
)
EXPOSED = (*FONTS, *PDF)


class NodeModulesFinder(BaseFinder):
    """Find the exposed files of node_modules; every other path is as if it did not exist."""

    def __init__(self, app_names=None, *args, root=None, exposed=EXPOSED, **kwargs):
        self.root = Path(root or settings.BASE_DIR / "node_modules")
        self.exposed = exposed
        self.storage = FileSystemStorage(location=self.root)
        self.storage.prefix = PREFIX
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = self._locate(path)
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns):
        for pattern in self.exposed:
            for file in sorted(self.root.glob(pattern)):
                name = file.relative_to(self.root).as_posix()
                if file.is_file() and not matches_patterns(name, ignore_patterns or []):
                    yield name, self.storage

    def _locate(self, path):
        parts = Path(path).parts
        if len(parts) < 2 or parts[0] != PREFIX or ".." in parts:
            return None
        name = Path(*parts[1:])
        file = self.root / name
        listed = any(name.match(pattern) and len(name.parts) == len(Path(pattern).parts) for pattern in self.exposed)
        return str(file) if listed and file.is_file() else None

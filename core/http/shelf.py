"""Where gathered static files lie: named by their content, compressed with gzip."""

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Shelf(CompressedManifestStaticFilesStorage):
    """Without brotli: it would save a seventh of the bytes and make the set-up 20 times slower (25 s against 1 s)."""

    def create_compressor(self, **kwargs):
        return Compressor(**kwargs, use_brotli=False)

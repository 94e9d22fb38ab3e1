"""What the fields of the drafting form hold, as a browser would send them."""

from html.parser import HTMLParser

NAMES = {
    "kind", "subject", "urgency", "circulation", "place", "authority", "addressees", "body", "recipients",
    "signer", "signer_title",
}  # fmt: skip


class DraftFields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.values, self._area, self._select = {}, None, None

    @classmethod
    def of(cls, text):
        """{field: value} of the first form that has them."""
        reader = cls()
        reader.feed(text)
        return {name: value.removeprefix("\n") for name, value in reader.values.items()}

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name = attributes.get("name")
        if tag == "option" and self._select and "selected" in attributes:
            self.values[self._select] = attributes.get("value", "")
        elif name in NAMES and name not in self.values:
            self.values[name] = attributes.get("value") or ""
            self._area = name if tag == "textarea" else None
            self._select = name if tag == "select" else None

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._area:
            self.values[self._area] += data

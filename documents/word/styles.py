"""What Word's styles mean for a run or a paragraph (ECMA-376 part 1, 17.7: direct, character, paragraph, default)."""

from functools import lru_cache

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = ("0", "false", "off", "none")
LONGEST_CHAIN = 20


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(W + name)


def is_on(element: etree._Element | None) -> bool | None:
    """A toggle such as <w:b/> or <w:b w:val="0"/>; None where it is absent."""
    return None if element is None else attribute(element) not in OFF


class Styles:
    """Looks properties up along the chain of styles. Never raises on odd files."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {}
        self._defaults = []
        self._default_style = None
        for style in root.iterchildren(W + "style") if root is not None else ():
            identity = attribute(style, "styleId")
            self._styles[identity] = style
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default_style = identity
        if root is not None:
            self._defaults = root.findall(f"{W}docDefaults/*/*")
        self.run_property = lru_cache(maxsize=4096)(self._run_property)
        self.paragraph_property = lru_cache(maxsize=4096)(self._paragraph_property)

    def chain(self, identity: str | None):
        """The style and those it is based on, nearest first."""
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get(identity)
            if style is None:
                return
            yield style
            identity = attribute(style.find(W + "basedOn"))

    def is_heading(self, identity: str | None) -> bool:
        names = (attribute(style.find(W + "name")) or "" for style in self.chain(identity))
        return any(name.lower().startswith(("heading", "title")) for name in names)

    def _run_property(self, name: str, character_style: str | None, paragraph_style: str | None):
        for identity in (character_style, paragraph_style or self._default_style):
            for style in self.chain(identity):
                found = style.find(f"{W}rPr/{W}{name}")
                if found is not None:
                    return found
        return self._default(name)

    def _paragraph_property(self, name: str, paragraph_style: str | None):
        for style in self.chain(paragraph_style or self._default_style):
            found = style.find(f"{W}pPr/{W}{name}")
            if found is not None:
                return found
        return self._default(name)

    def _default(self, name: str):
        return next((found for part in self._defaults if (found := part.find(W + name)) is not None), None)

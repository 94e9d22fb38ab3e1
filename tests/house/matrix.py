"""The cast × URL matrix: who gets which status where. A new URL without a row fails.

A row says, for GET and for POST with an empty form, the status of everybody of the cast: groups first, then exceptions,
e.g. "all 404, insiders 200, specialist 302". `thing` names what of the world (world.py) the address is about.
"""

from dataclasses import dataclass

INSIDERS = ("leader", "deputy", "checker", "clerk", "secretary", "head", "specialist", "accountant")
OUTSIDERS = ("outsider", "outsider_clerk")
CAST = ("anonymous", "keeper", *INSIDERS, *OUTSIDERS)
GROUPS = {"all": CAST[1:], "insiders": INSIDERS, "outsiders": OUTSIDERS}

PAGE = "anonymous 302, all 200"
OPEN = "anonymous 200, all 200"
KEEPERS = "anonymous 302, all 403, keeper 200"
NEVER = "anonymous 405, all 405"
SIGNED_IN_NEVER = "anonymous 302, all 405"


@dataclass(frozen=True)
class Row:
    """One address: its URL name, what it is about, and the statuses of GET and of POST with an empty form."""

    name: str
    get: str
    post: str
    thing: str = ""

    def expected(self, method):
        """{person: status} for the method."""
        statuses = {}
        for part in getattr(self, method).split(", "):
            who, status = part.split(" ")
            statuses.update(dict.fromkeys(GROUPS.get(who, (who,)), int(status)))
        return statuses

    def __str__(self):
        return f"{self.name}@{self.thing}" if self.thing else self.name


ROWS = ()
TOPICS = {}

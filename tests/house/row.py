"""One address of the matrix: who of the cast gets which status."""

from dataclasses import dataclass

INSIDERS = ("leader", "deputy", "checker", "clerk", "secretary", "head", "specialist", "accountant")
OUTSIDERS = ("outsider", "outsider_clerk")
CAST = ("anonymous", "keeper", *INSIDERS, *OUTSIDERS)
GROUPS = {"all": CAST[1:], "insiders": INSIDERS, "outsiders": OUTSIDERS}

PAGE = "anonymous 302, all 200"
OPEN = "anonymous 200, all 200"
KEEPER = "anonymous 302, all 403, keeper 200"
KEEPER_NEVER = "anonymous 302, all 403, keeper 405"
NEVER = "anonymous 405, all 405"
INSIDE_NEVER = "anonymous 302, all 405"
DRAFTERS = "anonymous 302, all 404, head 200, specialist 200"
AWAY = "anonymous 302, all 302"
READERS = "anonymous 302, all 200, secretary 404, accountant 404, outsider 404, keeper 404"
MAKERS = f"{READERS}, outsider_clerk 403"
CLERK_TOO_LATE = "anonymous 302, all 403, clerk 409, secretary 404, accountant 404, outsider 404, keeper 404"
TOO_LATE = "anonymous 302, all 409, secretary 404, accountant 404, outsider 404, keeper 404"
HIDDEN = "anonymous 302, all 404"


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

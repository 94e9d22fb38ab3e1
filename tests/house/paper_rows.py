"""The rows of the papers of a case and of the book of cases; see matrix.py."""

from procedures.actions.papers import lay_slip_out
from tests.house.row import HIDDEN, INSIDE_NEVER, Row

READ = f"{HIDDEN}, specialist 200, clerk 200"
REGISTRARS = "anonymous 302, all 403, leader 200, deputy 200, clerk 200, outsider_clerk 200"

PAPER_ROWS = (
    Row("case_paper", READ, INSIDE_NEVER, "case_paper"),
    Row("case_paper_file", READ, INSIDE_NEVER, "case_paper"),
    Row("case_paper_sign", INSIDE_NEVER, f"{HIDDEN}, specialist 422, clerk 422", "case_paper"),
    Row("case_paper_seal", INSIDE_NEVER, f"{HIDDEN}, specialist 403, clerk 302", "case_paper"),
    Row("case_sign", f"{HIDDEN}, specialist 403, clerk 409", f"{HIDDEN}, specialist 403, clerk 409", "case_running"),
    Row("case_register", REGISTRARS, INSIDE_NEVER),
    Row("case_register_print", REGISTRARS, INSIDE_NEVER),
    Row("case_papers_seal", INSIDE_NEVER, "anonymous 302, all 403, clerk 302, outsider_clerk 302"),
)


def add_papers(world):
    """The receipt of the running case, laid out."""
    world.case_paper = lay_slip_out(world.case_running.papers.get(kind="receipt"))


PAPER_ADDRESSES = {
    "case_paper": lambda world: {"pk": world.case_paper.case_id, "paper": world.case_paper.pk},
}

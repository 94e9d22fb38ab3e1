"""The rows of procedures and cases; see matrix.py. The specialist asked, the clerk checks, the head approves."""

from tests.house.row import HIDDEN, INSIDE_NEVER, KEEPER, KEEPER_NEVER, PAGE, Row

INSIDE = "anonymous 302, all 200, keeper 404, outsiders 404"
OWN = f"{HIDDEN}, specialist 200"
AT_CLERK = f"{HIDDEN}, specialist 200, clerk 200"
BY_CLERK = f"{HIDDEN}, specialist 403, clerk 302"
BY_REQUESTER = f"{HIDDEN}, specialist 302, clerk 403"
BY_HEAD = f"{HIDDEN}, specialist 403, clerk 403, head 302"
TOO_LATE = f"{HIDDEN}, specialist 409, clerk 409, head 409"

CASE_ROWS = (
    Row("procedures", PAGE, PAGE),
    Row("procedure", INSIDE, INSIDE, "procedure_code"),
    Row("case_new", INSIDE, "anonymous 302, all 302, keeper 404, outsiders 404", "procedure_code"),
    Row("cases", PAGE, PAGE),
    Row("cases_batch", PAGE, "anonymous 302, all 422"),
    Row("case_people", PAGE, PAGE),
    Row("case", f"{HIDDEN}, specialist 302", f"{HIDDEN}, specialist 302", "case_draft"),
    Row("case", AT_CLERK, AT_CLERK, "case_running"),
    Row("case", f"{AT_CLERK}, head 200", f"{AT_CLERK}, head 200", "case_done"),
    Row("case", HIDDEN, HIDDEN, "missing"),
    Row("case_edit", OWN, f"{HIDDEN}, specialist 302", "case_draft"),
    Row("case_edit", BY_REQUESTER, f"{HIDDEN}, specialist 409, clerk 403", "case_running"),
    Row("case_edit", f"{OWN}, clerk 403", BY_REQUESTER, "case_waiting"),
    Row("case_history", AT_CLERK, AT_CLERK, "case_running"),
    Row("case_file", OWN, OWN, "case_file"),
    Row("case_answer", INSIDE_NEVER, BY_CLERK, "case_running"),
    Row("case_answer", INSIDE_NEVER, BY_HEAD, "case_at_head"),
    Row("case_answer", INSIDE_NEVER, TOO_LATE, "case_done"),
    Row("case_ask", INSIDE_NEVER, BY_CLERK, "case_running"),
    Row("case_ask", INSIDE_NEVER, TOO_LATE, "case_done"),
    Row("case_send_back", INSIDE_NEVER, BY_HEAD, "case_at_head"),
    Row("case_send_back", INSIDE_NEVER, f"{HIDDEN}, specialist 403, clerk 422", "case_running"),
    Row("case_reject", INSIDE_NEVER, BY_CLERK, "case_running"),
    Row("case_reject", INSIDE_NEVER, TOO_LATE, "case_done"),
    Row("case_forward", INSIDE_NEVER, BY_CLERK, "case_running"),
    Row("case_consult", INSIDE_NEVER, BY_CLERK, "case_running"),
    Row("case_take_over", INSIDE_NEVER, f"{HIDDEN}, specialist 403, clerk 403", "case_running"),
    Row("case_take_over", INSIDE_NEVER, TOO_LATE, "case_done"),
    Row("case_extend", INSIDE_NEVER, BY_CLERK, "case_running"),
    Row("case_undo", INSIDE_NEVER, f"{HIDDEN}, specialist 403, clerk 302, head 403", "case_step"),
    Row("case_withdraw", INSIDE_NEVER, BY_REQUESTER, "case_running"),
    Row("case_withdraw", INSIDE_NEVER, f"{HIDDEN}, specialist 409, clerk 409, head 409", "case_done"),
    Row("orphaned_steps", KEEPER, KEEPER_NEVER),
    Row("step_assign", KEEPER_NEVER, "anonymous 302, all 403, keeper 404", "open_step"),
    Row("case_discard", INSIDE_NEVER, f"{HIDDEN}, specialist 302", "case_draft"),
)

CASE_TOPICS = {
    "procedures.case.case_draft": "specialist",
    "procedures.case.case_running": "clerk specialist",
}

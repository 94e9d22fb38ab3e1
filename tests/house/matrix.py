"""The cast × URL matrix: who gets which status where. A new URL without a row fails.

A row says, for GET and for POST, the status of everybody of the cast: groups first, then exceptions, as in
"all 404, insiders 200, specialist 302". `thing` names what of the world (world.py) the address is about; the form
posted is the one world.py makes for it, an empty one where it makes none.
"""

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


ROWS = (
    Row("desk", PAGE, PAGE),
    Row("search", PAGE, PAGE),
    Row("drawers", PAGE, NEVER),
    Row("manifest", OPEN, NEVER),
    Row("service_worker", OPEN, NEVER),
    Row("offline", OPEN, NEVER),
    Row("set_language", AWAY, AWAY),
    Row("gallery", "anonymous 404, all 404", "anonymous 404, all 404"),
    Row("notices", PAGE, INSIDE_NEVER),
    Row("notice_open", INSIDE_NEVER, "anonymous 302, all 404, specialist 302", "notice"),
    Row("notices_read", INSIDE_NEVER, AWAY),
    Row("keeper", KEEPER, KEEPER_NEVER),
    Row("people", KEEPER, KEEPER_NEVER),
    Row("person_add", KEEPER, KEEPER),
    Row("person", KEEPER, KEEPER_NEVER, "person"),
    Row("person_change", KEEPER, KEEPER, "person"),
    Row("person_deactivate", KEEPER, KEEPER, "person"),
    Row("person_reactivate", KEEPER_NEVER, "anonymous 302, all 403, keeper 409", "person"),
    Row("person_link", KEEPER_NEVER, KEEPER, "person"),
    Row("appointment_add", KEEPER, KEEPER, "person"),
    Row("appointment_end", KEEPER, KEEPER, "appointment"),
    Row("offices", KEEPER, KEEPER_NEVER),
    Row("office_add", KEEPER, KEEPER),
    Row("office", KEEPER, KEEPER_NEVER, "office"),
    Row("office_change", KEEPER, KEEPER, "office"),
    Row("post_add", KEEPER, KEEPER, "office"),
    Row("post_change", KEEPER, KEEPER, "post"),
    Row("agency_codes", KEEPER, KEEPER_NEVER),
    Row("resources", PAGE, INSIDE_NEVER),
    Row("resource_week", "anonymous 302, all 200, keeper 404, outsiders 404", INSIDE_NEVER, "room"),
    Row("keeper_resources", KEEPER, KEEPER_NEVER),
    Row("resource_add", KEEPER, KEEPER),
    Row("resource_change", KEEPER, KEEPER, "room"),
    Row("imports", KEEPER, KEEPER),
    Row("import_template", KEEPER, KEEPER_NEVER, "kind"),
    Row("import_batch", KEEPER, KEEPER_NEVER, "batch"),
    Row("import_confirm", KEEPER_NEVER, "anonymous 302, all 403, keeper 409", "batch"),
    Row("import_links", KEEPER_NEVER, KEEPER, "batch"),
    Row("designs", KEEPER, KEEPER_NEVER),
    Row("design_new", KEEPER, KEEPER),
    Row("design_import", KEEPER, KEEPER),
    Row("design", KEEPER, KEEPER_NEVER, "procedure"),
    Row("design_edit", KEEPER_NEVER, "anonymous 302, all 403, keeper 302", "procedure"),
    Row("design_retire", KEEPER_NEVER, "anonymous 302, all 403, keeper 422", "procedure"),
    Row("design_compare", KEEPER, KEEPER_NEVER, "procedure"),
    Row("design_export", KEEPER, KEEPER_NEVER, "procedure_version"),
    Row("draft_facts", KEEPER, KEEPER, "procedure_draft"),
    Row("draft_form", KEEPER, KEEPER_NEVER, "procedure_draft"),
    Row("draft_field", KEEPER, KEEPER, "draft_field"),
    Row("draft_steps", KEEPER, KEEPER_NEVER, "procedure_draft"),
    Row("draft_step", KEEPER, KEEPER, "draft_step"),
    Row("draft_papers", KEEPER, KEEPER_NEVER, "procedure_draft"),
    Row("draft_paper", KEEPER, KEEPER, "draft_paper"),
    Row("draft_act", KEEPER_NEVER, "anonymous 302, all 403, keeper 422", "procedure_draft"),
    Row("draft_undo", KEEPER_NEVER, "anonymous 302, all 403, keeper 409", "procedure_draft"),
    Row("draft_try", KEEPER, KEEPER, "procedure_draft"),
    Row("draft_publish", KEEPER, "anonymous 302, all 403, keeper 409", "procedure_draft"),
    Row("draft_discard", KEEPER_NEVER, "anonymous 302, all 403, keeper 409", "procedure_draft"),
    Row("draft_export", KEEPER, KEEPER_NEVER, "procedure_draft"),
    Row("audit", KEEPER, KEEPER_NEVER),
    Row("audit_review", KEEPER_NEVER, "anonymous 302, all 403, keeper 302"),
    Row("audit_state", KEEPER, KEEPER_NEVER),
    Row("audit_export", KEEPER_NEVER, KEEPER),
    Row("audit_proof", KEEPER, KEEPER_NEVER, "entry"),
    Row("account", PAGE, INSIDE_NEVER),
    Row("account_end_sessions", INSIDE_NEVER, AWAY),
    Row("choose_password", "anonymous 404, all 404", "anonymous 404, all 404", "token"),
    Row("account_login", "anonymous 200, all 302", "anonymous 200, all 302"),
    Row("account_logout", PAGE, AWAY),
    Row("account_inactive", OPEN, NEVER),
    Row("account_reauthenticate", PAGE, PAGE),
    Row("account_change_password", PAGE, PAGE),
    Row("mfa_index", PAGE, INSIDE_NEVER),
    Row("mfa_authenticate", AWAY, AWAY),
    Row("mfa_reauthenticate", AWAY, AWAY),
    Row("mfa_activate_totp", AWAY, AWAY),
    Row("mfa_deactivate_totp", HIDDEN, HIDDEN),
    Row("mfa_view_recovery_codes", HIDDEN, INSIDE_NEVER),
    Row("mfa_generate_recovery_codes", AWAY, AWAY),
    Row("mfa_download_recovery_codes", HIDDEN, HIDDEN),
    Row("mfa_list_webauthn", PAGE, INSIDE_NEVER),
    Row("mfa_add_webauthn", AWAY, AWAY),
    Row("mfa_reauthenticate_webauthn", AWAY, AWAY),
    Row("mfa_remove_webauthn", AWAY, AWAY, "missing"),
    Row("mfa_edit_webauthn", AWAY, AWAY, "missing"),
    Row("mfa_login_webauthn", AWAY, AWAY),
    Row("deputies", PAGE, PAGE),
    Row("deputation_revoke", INSIDE_NEVER, HIDDEN, "missing"),
    Row("calendar", KEEPER, KEEPER_NEVER),
    Row("calendar_day_add", KEEPER, KEEPER),
    Row("calendar_day", KEEPER, KEEPER, "work_day"),
    Row("calendar_day_remove", KEEPER_NEVER, "anonymous 302, all 403, keeper 302", "work_day"),
    Row("calendar_confirm", KEEPER_NEVER, "anonymous 302, all 403, keeper 409"),
    Row("calendar_seed", KEEPER_NEVER, "anonymous 302, all 403, keeper 302"),
    Row("calendar_hours", KEEPER, KEEPER),
    Row("verify", OPEN, "anonymous 422, all 422"),
    Row("root_certificate", OPEN, NEVER),
    Row("issuing_certificate", OPEN, NEVER),
    Row("root_list", OPEN, NEVER),
    Row("issuing_list", OPEN, NEVER),
    Row("verify_code", "anonymous 200, all 200", "anonymous 422, all 422", "code"),
    Row("signing_key", PAGE, INSIDE_NEVER),
    Row("enrol_key", INSIDE_NEVER, "anonymous 302, all 422"),
    Row("change_pin", INSIDE_NEVER, "anonymous 302, all 404, leader 422"),
    Row("keep_signature_image", INSIDE_NEVER, "anonymous 302, all 422"),
    Row("signature_image", HIDDEN, INSIDE_NEVER),
    Row("revoke_key", INSIDE_NEVER, "anonymous 302, all 404, leader 422"),
    Row("documents", PAGE, PAGE),
    Row("document_new", "anonymous 302, all 200, keeper 403", "anonymous 302, all 200, keeper 403"),
    Row(
        "document_receive",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, accountant 404, outsider 404, outsider_clerk 302, keeper 404",
        "receipt",
    ),
    Row("document", DRAFTERS, DRAFTERS, "draft"),
    Row("document", DRAFTERS, DRAFTERS, "to_check"),
    Row(
        "document",
        "anonymous 302, all 404, insiders 200, deputy 404, clerk 404, secretary 404, accountant 404",
        "anonymous 302, all 404, insiders 200, deputy 404, clerk 404, secretary 404, accountant 404",
        "to_sign",
    ),
    Row("document", READERS, READERS, "issued"),
    Row("document", HIDDEN, HIDDEN, "missing"),
    Row("document_history", DRAFTERS, DRAFTERS, "draft"),
    Row("document_history", MAKERS, MAKERS, "issued"),
    Row(
        "document_edit",
        "anonymous 302, all 404, head 302, specialist 200",
        "anonymous 302, all 404, head 403, specialist 422",
        "draft",
    ),
    Row(
        "document_edit",
        "anonymous 302, all 302, secretary 404, accountant 404, outsider 404, keeper 404",
        "anonymous 302, all 403, secretary 404, specialist 422, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_check", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 200", "draft"),
    Row(
        "document_check",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 200, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row(
        "document_preview",
        "anonymous 302, all 404, head 403, specialist 200",
        "anonymous 302, all 404, head 403, specialist 200",
        "draft",
    ),
    Row(
        "document_preview",
        "anonymous 302, all 403, secretary 404, specialist 200, accountant 404, outsider 404, keeper 404",
        "anonymous 302, all 403, secretary 404, specialist 200, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_fix", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 409", "draft"),
    Row(
        "document_fix",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 409, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_fix_all", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 409", "draft"),
    Row(
        "document_fix_all",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 409, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_place", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 422", "draft"),
    Row(
        "document_place",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 409, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_keep_faults", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 302", "draft"),
    Row(
        "document_keep_faults",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 409, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_attach", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 422", "draft"),
    Row(
        "document_attach",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 422, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_detach", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 302", "attachment"),
    Row("document_submit", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 302", "draft"),
    Row(
        "document_submit",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 409, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_discard", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 302", "draft"),
    Row(
        "document_discard",
        INSIDE_NEVER,
        "anonymous 302, all 403, secretary 404, specialist 409, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row("document_revision", READERS, READERS, "revision"),
    Row("document_attachment", DRAFTERS, DRAFTERS, "attachment"),
    Row("document_approve", INSIDE_NEVER, "anonymous 302, all 404, head 302, specialist 403", "to_check"),
    Row("document_approve", INSIDE_NEVER, "anonymous 302, all 404, checker 302, head 409, specialist 403", "to_form"),
    Row("document_approve", INSIDE_NEVER, TOO_LATE, "issued"),
    Row("document_give_back", INSIDE_NEVER, "anonymous 302, all 404, head 302, specialist 403", "to_check"),
    Row("document_give_back", INSIDE_NEVER, TOO_LATE, "issued"),
    Row("document_withdraw", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 302", "to_check"),
    Row("document_withdraw", INSIDE_NEVER, TOO_LATE, "issued"),
    Row("document_opinion", INSIDE_NEVER, "anonymous 302, all 404, head 302, specialist 302", "to_check"),
    Row(
        "document_opinion",
        INSIDE_NEVER,
        "anonymous 302, all 403, leader 302, secretary 404, specialist 302, accountant 404, outsider 404, keeper 404",
        "issued",
    ),
    Row(
        "document_sign",
        "anonymous 302, all 404, insiders 302, deputy 404, clerk 404, secretary 404, accountant 404",
        "anonymous 302, all 404, leader 200, checker 403, head 403, specialist 403",
        "to_sign",
    ),
    Row(
        "document_sign",
        "anonymous 302, all 302, secretary 404, accountant 404, outsider 404, keeper 404",
        TOO_LATE,
        "issued",
    ),
    Row(
        "document_number",
        INSIDE_NEVER,
        "anonymous 302, all 404, insiders 403, clerk 302, secretary 404, accountant 404",
        "to_number",
    ),
    Row("document_number", INSIDE_NEVER, CLERK_TOO_LATE, "issued"),
    Row(
        "document_seal",
        INSIDE_NEVER,
        "anonymous 302, all 404, insiders 403, clerk 302, secretary 404, accountant 404",
        "to_seal",
    ),
    Row("document_seal", INSIDE_NEVER, CLERK_TOO_LATE, "issued"),
    Row(
        "document_issue",
        INSIDE_NEVER,
        "anonymous 302, all 404, insiders 403, clerk 302, secretary 404, accountant 404",
        "to_issue",
    ),
    Row("document_issue", INSIDE_NEVER, CLERK_TOO_LATE, "issued"),
    Row(
        "document_cancel",
        INSIDE_NEVER,
        "anonymous 302, all 404, insiders 403, leader 302, clerk 302, secretary 404, accountant 404",
        "to_number",
    ),
    Row("document_cancel", INSIDE_NEVER, TOO_LATE, "issued"),
    Row("document_share", INSIDE_NEVER, "anonymous 302, all 404, head 403, specialist 302", "draft"),
    Row(
        "document_share",
        INSIDE_NEVER,
        "anonymous 302, all 404, insiders 302, deputy 403, checker 403, secretary 404, head 403, accountant 404",
        "issued",
    ),
    Row(
        "document_unshare",
        INSIDE_NEVER,
        "anonymous 302, all 404, insiders 422, deputy 403, checker 403, secretary 404, head 403, accountant 404",
        "issued",
    ),
    Row("agency_documents", KEEPER, KEEPER, "agency"),
    Row("register", "anonymous 302, all 200, keeper 403", "anonymous 302, all 200, keeper 403"),
    Row(
        "register_print",
        "anonymous 302, all 403, leader 200, deputy 200, clerk 200, outsider_clerk 200",
        "anonymous 302, all 403, leader 200, deputy 200, clerk 200, outsider_clerk 200",
    ),
)

# Who of the cast hears each topic.
TOPICS = {
    "core.desk.leader": "leader",
    "core.desk.outsider": "outsider",
    "core.resource.room": " ".join(INSIDERS),
    "documents.document.draft": "head specialist",
    "documents.document.to_sign": "leader checker head specialist",
    "documents.document.issued": "leader deputy checker clerk head specialist outsider_clerk",
}

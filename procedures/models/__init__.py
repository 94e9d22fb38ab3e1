from procedures.models.cases import Case, CaseFile, CasePaper, CaseVisibility
from procedures.models.drafts import DraftChange, ProcedureDraft
from procedures.models.procedures import CaseBook, Procedure, ProcedureVersion

__all__ = [
    "Case",
    "CaseBook",
    "CaseFile",
    "CasePaper",
    "CaseVisibility",
    "DraftChange",
    "Procedure",
    "ProcedureDraft",
    "ProcedureVersion",
]

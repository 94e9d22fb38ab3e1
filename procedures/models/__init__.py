from procedures.models.cases import Case, CaseFile, CaseVisibility
from procedures.models.drafts import DraftChange, ProcedureDraft
from procedures.models.papers import CasePaper, PaperBook
from procedures.models.procedures import CaseBook, Procedure, ProcedureVersion

__all__ = [
    "Case",
    "CaseBook",
    "CaseFile",
    "CasePaper",
    "CaseVisibility",
    "DraftChange",
    "PaperBook",
    "Procedure",
    "ProcedureDraft",
    "ProcedureVersion",
]

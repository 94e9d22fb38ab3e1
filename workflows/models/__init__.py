from workflows.models.answers import Answer, Handover, Return
from workflows.models.deputies import Deputation
from workflows.models.routes import Assignment, Opinion, Route, RouteStep
from workflows.models.templates import RouteTemplate, TemplateStep

__all__ = [
    "Answer",
    "Assignment",
    "Deputation",
    "Handover",
    "Opinion",
    "Return",
    "Route",
    "RouteStep",
    "RouteTemplate",
    "TemplateStep",
]

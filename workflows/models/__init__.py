from workflows.models.deputies import Deputation
from workflows.models.routes import Assignment, Opinion, Route, RouteStep
from workflows.models.templates import RouteTemplate, TemplateStep

__all__ = ["Assignment", "Deputation", "Opinion", "Route", "RouteStep", "RouteTemplate", "TemplateStep"]

from workflows.models.answers import Answer, Handover, Return
from workflows.models.calendar import CalendarEdition, WorkDay, WorkHours
from workflows.models.deputies import Deputation
from workflows.models.routes import Assignment, Opinion, Route, RouteStep
from workflows.models.templates import RouteTemplate, TemplateStep
from workflows.models.timers import Suspension, Timer, TimerFire, TimerShift

__all__ = [
    "Answer",
    "Assignment",
    "CalendarEdition",
    "Deputation",
    "Handover",
    "Opinion",
    "Return",
    "Route",
    "RouteStep",
    "RouteTemplate",
    "Suspension",
    "TemplateStep",
    "Timer",
    "TimerFire",
    "TimerShift",
    "WorkDay",
    "WorkHours",
]

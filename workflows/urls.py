from django.urls import path

from workflows.views import calendar, deputies, orphaned

urlpatterns = [
    path("lam-thay/", deputies.deputies, name="deputies"),
    path("lam-thay/<int:pk>/thoi/", deputies.revoke, name="deputation_revoke"),
    path("quan-tri/lich-lam-viec/", calendar.calendar, name="calendar"),
    path("quan-tri/lich-lam-viec/them/", calendar.calendar_day_add, name="calendar_day_add"),
    path("quan-tri/lich-lam-viec/<int:pk>/", calendar.calendar_day, name="calendar_day"),
    path("quan-tri/lich-lam-viec/<int:pk>/bo/", calendar.calendar_day_remove, name="calendar_day_remove"),
    path("quan-tri/lich-lam-viec/xac-nhan/", calendar.calendar_confirm, name="calendar_confirm"),
    path("quan-tri/lich-lam-viec/lay-du-kien/", calendar.calendar_seed, name="calendar_seed"),
    path("quan-tri/lich-lam-viec/gio/", calendar.calendar_hours, name="calendar_hours"),
    path("quan-tri/viec-khong-nguoi/", orphaned.orphaned_steps, name="orphaned_steps"),
    path("quan-tri/viec-khong-nguoi/<int:pk>/", orphaned.step_assign, name="step_assign"),
]

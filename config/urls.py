"""Every address of the house."""

from django.urls import include, path

from core.views import errors

urlpatterns = [
    path("", include("core.urls")),
    path("tai-khoan/", include("core.account_urls")),
    path("", include("workflows.urls")),
    path("", include("signatures.urls")),
    path("", include("documents.urls")),
    path("", include("procedures.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken

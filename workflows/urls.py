from django.urls import path

from workflows.views import deputies

urlpatterns = [
    path("lam-thay/", deputies.deputies, name="deputies"),
    path("lam-thay/<int:pk>/thoi/", deputies.revoke, name="deputation_revoke"),
]

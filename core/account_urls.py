"""The parts of allauth this house uses: nobody signs up, nobody changes an address by mail."""

from allauth.account import views as allauth
from django.urls import include, path

from core.views import account

urlpatterns = [
    path("", account.account, name="account"),
    path("phien/ket-thuc/", account.end_other_sessions, name="account_end_sessions"),
    path("mat-khau-dau/<str:name>/<str:token>/", account.choose_password, name="choose_password"),
    path("dang-nhap/", allauth.login, name="account_login"),
    path("dang-xuat/", allauth.logout, name="account_logout"),
    path("tam-khoa/", allauth.account_inactive, name="account_inactive"),
    path("xac-nhan/", allauth.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", allauth.password_change, name="account_change_password"),
    path("xac-thuc/", include("allauth.mfa.urls")),
]

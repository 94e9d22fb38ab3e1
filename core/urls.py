from django.urls import path
from django.views.i18n import set_language

from core.views import gallery, home, search, shell

urlpatterns = [
    path("", home.desk, name="desk"),
    path("tim/", search.find, name="search"),
    path("ngan/", shell.drawers, name="drawers"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("sw.js", shell.service_worker, name="service_worker"),
    path("khong-co-mang/", shell.offline, name="offline"),
    path("ngon-ngu/", set_language, name="set_language"),
    path("mau/", gallery.gallery, name="gallery"),
]

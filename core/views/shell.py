"""The house as an installed app: its manifest, its service worker and the page shown without a network."""

import hashlib
import json

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

FACES = ("400-normal", "500-normal", "600-normal")
SHELL = (
    "core/bundles/app.css",
    "core/bundles/house.js",
    "core/bundles/page-viewer.js",
    "core/images/icon.svg",
    "npm/pdfjs-dist/legacy/build/pdf.worker.min.mjs",
    *(
        f"npm/@fontsource/be-vietnam-pro/files/be-vietnam-pro-{subset}-{face}.woff2"
        for subset in ("latin", "vietnamese")
        for face in FACES
    ),
)
ICON_SIZES = (192, 512)


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """Web app manifest (W3C): how the house looks when installed on a tablet."""
    icons = [
        {"src": static(f"core/images/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in ICON_SIZES
    ]
    icons.append({**icons[-1], "src": static("core/images/icon-maskable-512.png"), "purpose": "maskable"})
    return JsonResponse(
        {
            "name": _("Án Thư: văn phòng không giấy"),
            "short_name": "Án Thư",
            "id": "/",
            "start_url": reverse("desk"),
            "scope": "/",
            "display": "standalone",
            "lang": "vi",
            "background_color": "#EFEADF",
            "theme_color": "#EFEADF",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(no_cache=True)
def service_worker(request):
    """The worker's source with the list of what it keeps; a new list is a new version, and the old cache goes."""
    shell = [reverse("offline"), *(static(name) for name in SHELL)]
    source = _source()
    version = hashlib.sha256(json.dumps([shell, source]).encode()).hexdigest()[:12]
    house = {"version": version, "shell": shell, "offline": reverse("offline"), "entrance": reverse("account_login")}
    body = f"const HOUSE = {json.dumps(house)};\n{source}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


def _source():
    with open(finders.find("core/js/service-worker.js"), encoding="utf-8") as file:
        return file.read()


@require_safe
@login_required
def drawers(request):
    """The drawers of the rail with their tallies, asked again when the desk changes."""
    return render(request, "parts/rail.html#drawers", {"drawers_url": request.path})


@require_safe
@cache_control(public=True, max_age=3600)
def offline(request):
    """What stands where a page would, when there is no network and the page was not kept."""
    return render(request, "core/offline.html")

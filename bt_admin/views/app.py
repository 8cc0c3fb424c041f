"""On the phone like an app: its name and icons, and what works without a network."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# What a page is made of. No page of a person is ever among them.
KEPT = (
    "css/tokens.css",
    "css/components.css",
    "js/page.js",
    "js/drafts.js",
    "fonts/bt-sans.woff2",
    "icons.svg",
    "favicon.svg",
    "icons/app-192.png",
)
COLOURS = {"theme_color": "#0b5576", "background_color": "#ffffff"}  # as favicon.svg


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    answer = {
        "id": "/",
        "name": _("Bastjänstgöring"),
        "short_name": _("BT"),
        "lang": "sv",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        **COLOURS,
        "icons": [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
    }
    response = JsonResponse(answer, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def icon(size: int, purpose: str) -> dict[str, str]:
    kind = "maskable" if purpose == "maskable" else "app"
    return {
        "src": static(f"icons/{kind}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, for that is how far it reaches; asked for anew each time."""
    files = [static(name) for name in KEPT]
    context = {
        "version": version(files),
        "files": json.dumps(files),
        "offline": json.dumps(reverse("offline")),
        "static": json.dumps(settings.STATIC_URL),
    }
    kind = "text/javascript; charset=utf-8"
    response = render(request, "app/service_worker.js", context, content_type=kind)
    response["Cache-Control"] = "no-cache"
    return response


def version(files: list[str]) -> str:
    """Another one when a file is: by its name in production, by its content at home."""
    said: list[Any] = [*files]
    if not settings.PRODUCTION:
        found = [finders.find(name) for name in KEPT]
        said += [Path(path).read_bytes() for path in found if path]
    return sha256(repr(said).encode()).hexdigest()[:12]


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The same page for everybody, so that it may be kept on any device."""
    response = render(request, "app/offline.html")
    response["Cache-Control"] = "public, max-age=3600"
    return response

"""The public page that answers for a document. It knows no region and shows no name."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from bt_admin.lib.senders import address_of, network_of
from bt_admin.lib.swedish import long_day
from certificates.actions.verifying import MINUTES, may_ask
from certificates.forms.uploads import LIMIT, FingerprintHandler
from certificates.forms.verify import VerifyFields
from certificates.queries.documents import Answer, answer_for
from regions.clock import database_now
from regions.patience import let_wait

PAGE = "certificates/verify.html"
TOO_OFTEN = "certificates/verify_too_often.html"
UPLOAD_SECONDS = 120


# Exempt only so that the upload is not read before its handler is there; `answer`,
# which reads it, is protected like every other page.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, PAGE, {"form": VerifyFields()})
    let_wait(UPLOAD_SECONDS)
    request.upload_handlers = [FingerprintHandler(request)]
    at = database_now()
    if not may_ask(network_of(address_of(request)), at=at):
        return too_often(request)
    return answer(request, at)


def too_often(request: HttpRequest) -> HttpResponse:
    """Asks to wait. A short form is read to its end, so that its sender hears it."""
    length = request.META.get("CONTENT_LENGTH", "")
    if length.isdecimal() and int(length) <= LIMIT:
        request.POST  # noqa: B018 - reads it
    response = render(request, TOO_OFTEN, {"minutes": MINUTES}, status=429)
    response["Retry-After"] = str(MINUTES * 60)
    return response


@csrf_protect
def answer(request: HttpRequest, at: datetime) -> HttpResponse:
    form = VerifyFields(request.POST, request.FILES, too_large=too_large(request))
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    code, file = form.cleaned_data["code"], form.cleaned_data["file"]
    found = answer_for(code, file.sha256 if file else "")
    context = {
        "form": VerifyFields(),
        "found": in_words(found, compared=file is not None),
        "code": code,
        "file": file.name if file else "",
        "at": at,
    }
    return render(request, PAGE, context)


def too_large(request: HttpRequest) -> int:
    """The size of the request, when its file was too large to be read; else 0."""
    request.POST  # noqa: B018 - the handlers run when the form is first read
    handler: Any = request.upload_handlers[0]
    return handler.expected if handler.too_large else 0


def in_words(found: Answer, *, compared: bool) -> dict[str, Any]:
    """One of the answers. A code alone says that a document counts, not that it is whole."""
    if not found.known:
        return {
            "tone": "bad",
            "heading": _("Okänt"),
            "text": _(
                "Dokumentet finns inte i registret. Det kan vara ändrat, eller utfärdat "
                "någon annanstans."
            ),
        }
    if found.withdrawn_on and found.replaced:
        return {
            "tone": "warn",
            "heading": _("Ersatt den %(day)s") % {"day": long_day(found.withdrawn_on)},
            "text": _(
                "Dokumentet är återkallat och gäller inte längre. Det finns en nyare "
                "version: be om den."
            ),
        }
    if found.withdrawn_on:
        return {
            "tone": "warn",
            "heading": _("Återkallat den %(day)s")
            % {"day": long_day(found.withdrawn_on)},
            "text": _("Dokumentet är återkallat och gäller inte längre."),
        }
    if compared:
        return {
            "tone": "ok",
            "heading": _("Identiskt med det som utfärdades"),
            "text": _("Varje tecken i filen stämmer, och intyget gäller."),
        }
    return {
        "tone": "ok",
        "heading": _("Utfärdat, och gäller"),
        "text": _(
            "Koden hör till ett intyg i registret. Bara filen visar om varje tecken "
            "stämmer: välj den också, så jämförs den."
        ),
    }

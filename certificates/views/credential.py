"""A certificate that machines can read: taken by the doctor, asked about by anybody."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from bt_admin.lib import control_codes
from bt_admin.lib.files import as_file
from bt_admin.lib.senders import address_of, network_of
from certificates.actions.credential import hand_out_credential
from certificates.actions.verifying import MINUTES, may_ask
from certificates.documents.credential import revocation_list
from certificates.queries.credential import verify_address
from certificates.queries.documents import answer_for, documents_for, original_of
from regions.clock import database_now
from regions.requests import RegionRequest


@require_GET
def credential(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The doctor's own, with their name if the address says so."""
    document = get_object_or_404(documents_for(request.user, request.region), pk=pk)
    signed = hand_out_credential(
        document=document,
        with_name=request.GET.get("namn") == "ja",
        by=request.user,
        at=database_now(),
    )
    name = original_of(document).file_name.replace(".pdf", ".jwt")
    return as_file(signed.encode(), name, "application/vc+jwt")


@require_GET
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Does the credential of this code still count? As much as /verifiera/ tells."""
    if not may_ask(network_of(address_of(request)), at=database_now()):
        return _told({"detail": "Too many questions"}, 429, retry=MINUTES * 60)
    try:
        known = control_codes.read(code)
    except ValueError:
        return _told({"detail": "Unknown"}, 404)
    answer = answer_for(known, "")
    if not answer.known:
        return _told({"detail": "Unknown"}, 404)
    revoked = answer.withdrawn_on is not None
    return _told(revocation_list(verify_address(), known, revoked=revoked), 200)


def _told(content: dict[str, object], status: int, *, retry: int = 0) -> HttpResponse:
    """For programs anywhere: a wallet in a browser asks from its own address."""
    response = JsonResponse(content, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-store"
    if retry:
        response["Retry-After"] = str(retry)
    return response

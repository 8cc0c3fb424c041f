"""Taking one's own signature back, while the other has not signed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib.forms import written
from certificates.actions.withdrawing import verdict_to_withdraw, withdraw_signature
from certificates.forms.revoke import WithdrawFields
from certificates.views.common import page, posted
from certificates.views.overview import certificate_or_404
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest


@keeps_draft
@require_http_methods(["GET", "POST"])
def withdraw(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """With a reason that the one who waits to sign can read."""
    found = certificate_or_404(request, pk)
    verdict_to_withdraw(found, "-", request.user).require()
    form = WithdrawFields(posted(request))
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: withdraw_signature(
            certificate=found,
            reason=given["reason"],
            by=request.user,
            at=database_now(),
        ),
    ):
        messages.success(request, _("Din signering är tillbakatagen."))
        return redirect(found)
    context = {
        "certificate": found,
        "programme": found.programme,
        "form": form,
        "draft": draft,
    }
    return page(request, "certificates/withdraw.html", context)

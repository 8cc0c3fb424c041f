"""«Bekräfta att det är du»: a fresh identification before something is signed."""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthAction, AuthProcess
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bt_admin.lib import sources
from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import no
from bt_admin.login import DEMO, login_method, remember_demo
from certificates.forms.signing import SignFields

# Asked of the provider, so that a session that is still open there does not answer.
AGAIN = "prompt=login&max_age=0"


@dataclass(frozen=True)
class Provider:
    """One way that this person has of saying who they are."""

    name: str
    url: str


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """One press in the demo; the person's own e-legitimation otherwise.

    Nobody else can confirm: who logs in as another gets a session of their own.
    """
    demo = bool(settings.DEMO) and login_method(request) == DEMO
    form = None
    if request.method == "POST" and demo:
        if request.POST.get("person") == str(request.user.pk):
            return confirmed(request)
        form = SignFields({})
        refuse(form, somebody_else(request.user))
    context = {
        "form": form,
        "demo": demo,
        "next": next_of(request),
        "providers": [] if demo else providers(request),
    }
    status = 422 if form else 200
    return render(request, "account/reauthenticate.html", context, status=status)


def confirmed(request: HttpRequest) -> HttpResponse:
    remember_demo(request)
    request.session.cycle_key()
    messages.success(
        request, _("Du har bekräftat att det är du. Läs igenom och signera.")
    )
    return HttpResponseRedirect(next_of(request))


def next_of(request: HttpRequest) -> str:
    """Where one came from; the first page when that is no page of ours."""
    given = request.POST.get("next") or request.GET.get("next") or "/"
    ours = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()})
    return given if ours and given.startswith("/") else "/"


def providers(request: Any) -> list[Provider]:
    """The ways this person has logged in by before, asked for anew."""
    rows = SocialAccount.objects.filter(user=request.user).order_by("provider")
    return [provider(request, row) for row in rows]


def provider(request: Any, account: SocialAccount) -> Provider:
    found = account.get_provider(request)
    url = found.get_login_url(
        request,
        process=AuthProcess.LOGIN,
        action=AuthAction.REAUTHENTICATE,
        auth_params=AGAIN,
        next=next_of(request),
    )
    return Provider(found.name, url)


def somebody_else(user: Any) -> Any:
    return no(
        "confirm.somebody_else",
        f"Sidan öppnades av någon annan. Nu är {user.full_name} inloggad, och bara den "
        "som är inloggad kan bekräfta. Är det du, tryck igen. Annars loggar du ut och "
        "loggar in som dig själv.",
        sources.HOUSE,
    )

"""How often e-mail comes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regions.actions.mail_choices import choose_mail
from regions.clock import database_now
from regions.enums import MailPace
from regions.forms import MailForm
from regions.reminding import paces_of


@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, region_slug: str) -> HttpResponse:
    tasks, news = paces_of(request.user, request.region)
    posted = request.POST if request.method == "POST" else None
    form = MailForm(posted, initial={"tasks": tasks, "news": news})
    if form.is_valid():
        choose_mail(
            user=request.user,
            region=request.region,
            tasks=MailPace(form.cleaned_data["tasks"]),
            news=MailPace(form.cleaned_data["news"]),
            at=database_now(),
        )
        messages.success(request, _("Ditt val är sparat."))
        return redirect("regions:me", region_slug)
    status = 422 if form.errors else 200
    return render(request, "regions/mail.html", {"form": form}, status=status)

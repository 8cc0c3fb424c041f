"""The bare address: into the region where this person has a role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    """To Att göra in the first region; to the log-in when nobody is known."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.memberships:
        return redirect("todo", request.memberships[0].region_slug)
    return render(request, "pages/no_role.html", status=403)

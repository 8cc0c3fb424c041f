"""A page that takes files: its handler is there before anything is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from bt_admin.lib.uploads import CountingHandler
from regions.patience import let_wait

View = Callable[..., HttpResponse]
SECONDS = 180


def takes_files(view: View) -> View:
    """Count what is sent to this view; it is protected like every other page.

    Exempt only on the outside, so that the upload is not read before its handler is
    there: inside, the same check reads it.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            let_wait(SECONDS)
            request.upload_handlers = [CountingHandler(request)]
        return protected(request, *args, **kwargs)

    return csrf_exempt(taking)

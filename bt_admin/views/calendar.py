"""The feed that calendar programs read, without logging in."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.queries.calendar import talks_in_calendar
from bt_admin.lib.calendar import CONTENT_TYPE, calendar_file
from certificates.queries.calendar import meetings_in_calendar
from placements.queries.calendar import placements_in_calendar
from recruitment.queries.calendar import interviews_in_calendar
from regions import feeds
from regions.actions.feeds import note_sent
from regions.clock import database_now
from regions.context import in_region
from regions.queries import region_by_slug


@require_safe
def feed(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """Somebody's talks, placements, interviews and judgements in one region, to whoever has the address.

    The region stands in the address because the database shows the token's row only
    inside it: another region's token is unknown, and every unknown one gets the same
    404. Who is logged in, if anybody, makes no difference. Nothing about anybody with
    skyddade personuppgifter is in it: it lies in somebody else's calendar.
    """
    region = region_by_slug(place)
    if region is None:
        raise Http404
    at = database_now()
    with in_region(region.pk):
        found = feeds.feed_opened_by(token, region, timezone.localdate(at))
        if found is None:
            raise Http404
        with in_region(region.pk, found.user_id, hide_all=True):
            content = content_of(found.user, region, at)
            sent = note_sent(
                feed=found, content=content, on=timezone.localdate(at), at=at
            )
    return answer(request, content, sent)


def content_of(user: Any, region: Any, at: datetime) -> bytes:
    happenings = [
        *talks_in_calendar(user, region, at),
        *placements_in_calendar(user, region),
        *interviews_in_calendar(user, region, at),
        *meetings_in_calendar(user, region, at),
    ]
    return calendar_file(happenings, name=_("BT, %s") % region)


def answer(request: HttpRequest, content: bytes, sent: Any) -> HttpResponse:
    """The file, or 304 to a program that has it already."""
    etag, since = quote_etag(sent.content), int(sent.content_at.timestamp())
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(since)
    # Kept by the program that asked alone, and asked for anew each time.
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag, since, response) or response

"""A form that keeps what is typed in it: laid out with the draft, and freed of it.

A view says `lay_out(request, form)` and gives the answer to its template as `draft`;
`@keeps_draft` on the view drops the draft when what was typed has been sent.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from bt_admin.lib.drafts import among, fields_of, fill, lines
from bt_admin.lib.forms import ask_about_numbers, refuse
from bt_admin.lib.verdicts import Refused
from bt_admin.login import Detour
from regions.actions.drafts import Typed, draft_facts, drop_draft, keep_draft
from regions.clock import database_now
from regions.models import Draft, Region, User
from regions.rules.drafts import not_from_elsewhere

Forms = Sequence[forms.BaseForm]
Before = Callable[[Draft], forms.BaseForm]
USE = "anvand"  # ?utkast=anvand: pour the draft in although the form has changed


@dataclass
class Sheet:
    """What the page knows of the draft, for `_components/draft.html`.

    `state`: nothing; "restored", it is in the form; "changed" and "reshaped", it
    stands beside the form because the stored text or the form itself is another by
    now; "elsewhere", another window has saved other words meanwhile.
    """

    form: str
    writer: Any
    shape: str
    basis: str
    url: str
    drop_url: str
    use_url: str
    back: str  # where the form is, with what it was asked for
    secret: str
    revision: int = 0
    state: str = ""
    saved_at: datetime | None = None
    lines: list[tuple[str, str]] = field(default_factory=list)
    begun_at: datetime | None = None
    waiting: bool = False  # for a choice: nothing is kept before it is made
    is_typed: bool = False  # it holds what was sent and refused


def lay_out(
    request: Any,
    form: forms.BaseForm,
    *besides: forms.BaseForm,
    name: str = "",
    shape: str = "",
    basis: str = "",
    before: Before | None = None,
    among: Mapping[str, Draft] | None = None,
    is_typed: bool = False,
) -> Sheet:
    """Pour the draft into the form that is shown, or look at what was sent with it.

    `besides` are more forms that are sent with the first one by the same button.
    `name` tells several forms at one address apart; `shape` and `basis` are as in the
    model. `before` makes the form that an older draft was written in, for its labels.
    `among` is what `drafts_at` found, where there are many forms to look for.
    `is_typed` says that the form holds what was sent, though it is not bound.
    """
    key = form_key(request, name)
    if among is None:
        kept = draft_of(request.user, request.region, key)
    else:
        kept = among.get(key)
    sheet = sheet_for(request, key, shape, basis)
    shown = (form, *besides)
    if form.is_bound:
        for one in shown:
            ask_about_numbers(one, sheet.writer.personal_number)
        compare(request, shown, sheet, kept)
    elif is_typed:
        sheet.revision = kept.revision if kept else 0
    elif kept is not None:
        restore(request, shown, sheet, kept, before)
    return sheet


def lay_out_by_link(
    request: HttpRequest, form: forms.BaseForm, *, revision: int = 0
) -> Sheet:
    """For whoever has a personal link and no account: kept on their device alone.

    Nothing is sent to us before they send it. It lies there locked with a key that the
    link's page tells, under a name that does not tell the link, until it has been sent
    or somebody signs out there. `revision` is of the stored text the form begins with.
    """
    if form.is_bound:
        ask_about_numbers(form, "")
    return Sheet(
        form=salted_hmac("regions.drafts.name", request.path).hexdigest(),
        writer=ByLink(),
        shape="",
        basis="",
        url="",
        drop_url="",
        use_url="",
        back="",
        secret=locked_with("regions.drafts.link", request.path),
        revision=revision,
        is_typed=form.is_bound,
    )


@dataclass(frozen=True)
class ByLink:
    """In the place of the writer on a sheet: somebody whom we do not know."""

    pk: str = "link"


def sheet_for(request: Any, key: str, shape: str, basis: str) -> Sheet:
    """`using` keeps the page's own questions: which instrument, for instance."""
    slug, asked = request.region.slug, request.GET.copy()
    asked.pop("utkast", None)
    using = asked.copy()
    using["utkast"] = USE
    return Sheet(
        form=key,
        writer=request.user,
        shape=shape,
        basis=basis,
        url=reverse("regions:draft", args=[slug]),
        drop_url=reverse("regions:draft_drop", args=[slug]),
        use_url=f"?{using.urlencode()}",
        back=f"{request.path}?{asked.urlencode()}",
        secret=secret_of(request.user),
    )


def restore(
    request: Any, shown: Forms, sheet: Sheet, kept: Draft, before: Before | None
) -> None:
    """Into the form, unless it is another form or text by now and nobody has chosen."""
    tell(sheet, kept)
    if is_poured(request, kept, shape=sheet.shape, basis=sheet.basis):
        sheet.state = "restored"
        for one in shown:
            fill(one, kept.fields)
        return
    sheet.state = "changed" if kept.shape == sheet.shape else "reshaped"
    sheet.waiting = True
    older = [before(kept)] if before and sheet.state == "reshaped" else shown
    sheet.lines = lines(older, kept.fields)


def is_poured(request: Any, kept: Draft, *, shape: str = "", basis: str = "") -> bool:
    """Does the form begin with the draft? Otherwise it stands beside until one chooses."""
    if request.GET.get("utkast") == USE:
        return True
    return (kept.shape, kept.basis) == (shape, basis)


def compare(request: Any, shown: Forms, sheet: Sheet, kept: Draft | None) -> None:
    """Were other words kept from elsewhere since this page last saw the draft?"""
    sheet.revision = kept.revision if kept else 0
    if kept is None or "draft_form" not in request.POST:
        return
    asked = {bound.html_name for form in shown for bound in form if not bound.is_hidden}
    given = typed_in(request.POST)
    given = replace(given, fields=among(asked, given.fields))
    kept.fields = among(asked, kept.fields)
    verdict = not_from_elsewhere(draft_facts(kept, given, 0))
    if not verdict:
        refuse(shown[0], verdict)
        tell(sheet, kept)
        sheet.state, sheet.lines = "elsewhere", lines(shown, kept.fields)


def tell(sheet: Sheet, kept: Draft) -> None:
    sheet.revision, sheet.saved_at = kept.revision, kept.saved_at
    sheet.begun_at = kept.begun_at


def typed_in(data: Any) -> Typed:
    """What a page has sent: its answers, and the marks of `_components/draft.html`."""
    revision = data.get("draft_revision", "")
    known = int(revision) if revision.isascii() and revision.isdigit() else 0
    return Typed(
        form=data.get("draft_form", "")[:200],
        shape=data.get("draft_shape", "")[:80],
        basis=data.get("draft_basis", "")[:80],
        window=data.get("draft_window", "")[:40],
        revision=min(known, 2**31 - 1),
        fields=fields_of(data),
    )


def keeps_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """After what was typed has been sent, its draft is dropped: in one transaction."""

    @wraps(view)
    def seen(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        sent = request.method == "POST" and response.status_code == 302
        if sent and (form := request.POST.get("draft_form")):
            if isinstance(response, Detour):
                keep_for_later(request)
            else:
                drop_draft(region=request.region, form=form, by=request.user)
        return response

    return seen


def keep_for_later(request: Any) -> None:
    """What was typed waits in the draft until its writer is back from the detour."""
    with suppress(Refused):  # too long for a draft: the browser has what it had
        keep_draft(
            region=request.region,
            given=typed_in(request.POST),
            by=request.user,
            at=database_now(),
        )


def form_key(request: HttpRequest, name: str = "") -> str:
    return f"{request.path}#{name}" if name else request.path


def draft_of(user: User, region: Region, form: str) -> Draft | None:
    return Draft.objects.filter(region=region, writer=user, form=form).first()


def drafts_at(request: Any) -> dict[str, Draft]:
    """The drafts of all named forms at this address, by their key, in one query."""
    mine = Draft.objects.filter(region=request.region, writer=request.user)
    rows = mine.filter(form__startswith=f"{request.path}#")
    return {row.form: row for row in rows}


def secret_of(user: User) -> str:
    """What the browser locks this person's unsent words with, on their device.

    Told to the person alone, on the pages where they write: whoever else has the
    device finds nothing to read before they have logged in as that person.
    """
    return locked_with("regions.drafts", str(user.pk))


def locked_with(salt: str, value: str) -> str:
    """A key for AES-GCM, as the browser takes it."""
    made = salted_hmac(salt, value, algorithm="sha256")
    return b64encode(made.digest()).decode()

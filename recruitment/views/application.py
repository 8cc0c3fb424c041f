"""One application: all about it, and what the office decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from bt_admin.lib.files import as_file
from bt_admin.lib.forms import written
from recruitment.actions import screening as actions
from recruitment.actions.exporting import note_paper
from recruitment.enums import ApplicationState
from recruitment.forms.cases import ComplementForm, LetterForm
from recruitment.queries import case_list, case_page, case_pages, checks, screening
from recruitment.queries.masked_papers import kinds_read
from recruitment.rules.checking import may_check
from recruitment.rules.deciding import (
    COMPLEMENT,
    NEEDS_REASON,
    OF_ELIGIBILITY,
    may_ask_for_papers,
    may_decide,
    may_undo,
    possible,
)
from recruitment.rules.reviewing import may_see_others, may_see_who
from recruitment.rules.screening import (
    REASONS,
    ScreeningReason,
    reasons_for,
)
from recruitment.views.applications import filter_of, list_url
from recruitment.views.common import crumbs, page, posted
from recruitment.views.states import of_case
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out


def open_case(request: Any, pk: UUID) -> Any:
    """A case that this person may work with; 403 while their own review waits."""
    rows = case_list.cases_for(request.user, request.region)
    application = get_object_or_404(rows, pk=pk)
    if application.is_veiled:
        may_see_who(case_page.own_states(application, request.user)).require()
    return application


@require_safe
def application(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = open_case(request, pk)
    facts = screening.decide_facts(row)
    own = may_see_others(case_page.own_states(row, request.user))
    reviews = case_page.reviews_of(row)
    context = about(request, row) | {
        "lead": lead(row),
        "twin": twin(request, row),
        "papers": case_page.papers_of(row),
        "read": kinds_read(row),
        "missing": case_list.missing_of(row, screening.method_of(row.round)),
        "answers": case_page.answers_of(row),
        "consents": case_page.consents_of(row),
        "letters": case_page.letters_of(row),
        "history": case_page.history_of(row),
        "reviews": reviews,
        "scores": case_page.scores_of(row, reviews) if own else [],
        "own": own,
        "facts": facts,
        "sign": of_case(row.state),
        "reason": REASONS.get(row.reason),
        "ways": ways(row, facts),
        "closed": may_decide(facts, ApplicationState.ELIGIBLE),
        "may_complement": bool(may_ask_for_papers(facts)),
        "may_undo": bool(may_undo(facts)),
        "may_check": bool(may_check(row.state)),
        "checked": checks.told(row),
        "about_bt": checks.facts_of(row),
        "contact": contact(row),
    }
    return render(request, "recruitment/application.html", context)


def lead(row: Any) -> str:
    names = {"number": row.number, "round": row.round.name}
    return _("Sökande %(number)s i %(round)s.") % names


def twin(request: Any, row: Any) -> Any:
    """The same person's other application, as it seems, if one may know who it is."""
    other = screening.earlier_of(row)
    rows = case_list.cases_for(request.user, request.region).filter(is_veiled=False)
    return rows.filter(pk=other.pk).first() if other else None


def contact(row: Any) -> list[tuple[str, str]]:
    rows = [
        (_("E-post"), row.email), (_("Telefon"), row.phone), (_("Adress"), row.address),
        (_("Arbetsplats"), row.workplace), (_("Utbildningsland"), row.degree_country),
        (_("Önskar ort"), ", ".join(map(str, row.wishes))),
    ]  # fmt: skip
    return [(label, value) for label, value in rows if value]


def about(request: Any, row: Any) -> dict[str, Any]:
    """The top of each page about one case, and the way to the next in the list."""
    marks = case_list.marks_of(request.user, row.round)
    form = filter_of(request, case_pages.around(row.round, marks))
    rows = case_list.listed(row.round, form.wanted, marks)
    before, after, place, number = case_pages.neighbours(rows, row.pk)
    query = form.query
    return {
        "application": row,
        "crumbs": crumbs(row.round, (_("Ansökningar"), list_url(row.round, query))),
        "query": query,
        "before": address(request, before, query),
        "after": address(request, after, query),
        "place": place,
        "number": number,
    }


def query_of(request: Any) -> str:
    """The list that somebody came from, to go on in it; the page cleans what is wrong."""
    kept = request.GET.copy()
    for name in ("som", "skal"):
        kept.pop(name, None)
    return kept.urlencode()


def address(request: Any, pk: Any, query: str) -> str:
    if pk is None:
        return ""
    url = reverse("recruitment:application", args=[request.region.slug, pk])
    return f"{url}?{query}" if query else url


# ------------------------------------------------------------------------ the decision
def ways(row: Any, facts: Any) -> list[dict[str, Any]]:
    """Each decision that can be taken, with the reasons that are true of the case."""
    known = screening.screening_facts(row)
    found = []
    for to in possible(facts):
        if to == row.state:
            continue
        reasons = [one for one in reasons_for(known) if fits(one, to)]
        if to not in NEEDS_REASON or reasons:
            found.append({"to": to, "reasons": reasons if to in NEEDS_REASON else []})
    return found


def fits(reason: ScreeningReason, to: str) -> bool:
    return (reason.key in OF_ELIGIBILITY) == (to == ApplicationState.NOT_ELIGIBLE)


@keeps_draft
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """The answer as it will be sent, filled in and open to change; then the decision."""
    row = open_case(request, pk)
    to, reason = request.GET.get("som", ""), request.GET.get("skal", "")
    if to not in possible(screening.decide_facts(row)):
        return redirect(row)  # an old page: what can be decided now stands there
    choice = ApplicationState(to)
    form = LetterForm(
        posted(request), initial={"text": screening.letter_for(row, choice, reason)}
    )
    draft = lay_out(request, form, name=f"{to}-{reason}"[:100])
    if written(
        form,
        lambda given: actions.decide(
            application=row,
            to=choice,
            reason=reason,
            by=request.user,
            at=database_now(),
            **given,
        ),
    ):
        said = _("%(who)s: %(state)s. Svaret är inte skickat än.")
        messages.success(request, said % {"who": row.full_name, "state": choice.label})
        return redirect(address(request, row.pk, query_of(request)))
    context = about(request, row) | {
        "form": form,
        "draft": draft,
        "choice": choice,
        "reason": REASONS.get(reason),
        "back_url": row.get_absolute_url(),
        "back_label": row.full_name,
    }
    return page(request, "recruitment/decide.html", context)


@keeps_draft
@require_http_methods(["GET", "POST"])
def complement(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Ask for what is missing: the letter goes at once, since a day is running."""
    row = open_case(request, pk)
    may_ask_for_papers(screening.decide_facts(row)).require()
    text = COMPLEMENT.format_map(screening.answer_facts(row))
    method = screening.method_of(row.round)
    missing = case_list.missing_of(row, method)
    form = ComplementForm(
        posted(request),
        initial={"text": text},
        papers=[one for one in method.papers if one.required],
        missing=[one.key for one in missing],
    )
    draft = lay_out(request, form)
    if written(
        form,
        lambda given: actions.ask_complement(
            application=row, by=request.user, at=database_now(), **given
        ),
    ):
        said = _("%s har fått veta vad som saknas.")
        messages.success(request, said % row.full_name)
        return redirect(address(request, row.pk, query_of(request)))
    context = about(request, row) | {
        "form": form,
        "draft": draft,
        "missing": missing,
        "until": screening.complement_until(row.round, method),
        "back_url": row.get_absolute_url(),
        "back_label": row.full_name,
    }
    return page(request, "recruitment/complement.html", context)


@require_POST
def undo(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    row = open_case(request, pk)
    undone = actions.undo(application=row, by=request.user, at=database_now())
    said = _("Beslutet är ångrat. %(who)s är ”%(state)s” igen.")
    messages.success(
        request, said % {"who": row.full_name, "state": undone.get_state_display()}
    )
    return redirect(row)


@require_safe
@transaction.atomic
def paper(
    request: HttpRequest, region_slug: str, pk: UUID, paper_pk: UUID
) -> HttpResponse:
    """To be saved, never shown inside our own pages."""
    row = case_page.paper_of(open_case(request, pk), paper_pk)
    if row is None:
        raise Http404
    note_paper(paper=row, by=request.user, at=database_now())
    return as_file(bytes(row.content), row.name, row.content_type)

"""How a round is run: looked at as a whole, and written part by part in a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.actions.rounds import change_method
from recruitment.forms import method as forms
from recruitment.forms import method_rows
from recruitment.forms.numbers import with_comma
from recruitment.queries.methods import parts_left
from recruitment.rules import method_editing as editing
from recruitment.rules.methods import FaultyMethod, read_method
from recruitment.rules.round_changes import may_change_method
from recruitment.views.common import crumbs, done, page, round_to_run
from recruitment.views.round_edit import task
from regions.clock import database_now
from regions.drafts import keeps_draft, lay_out
from regions.requests import RegionRequest

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One part of a method: its page, its form, and how what is typed is put in."""

    name: str
    heading: Any
    lead: Any
    form: type[forms.PartForm]
    initial: Callable[[Table], Any]
    put: Callable[[Table, Any], dict[str, Any]]
    more: Any = ""  # the button for one row more


PARTS = {
    one.name: one
    for one in (
        Part("itself", gettext_lazy("Grunden"), "", forms.ItselfForm,
             lambda method: {**method, "threshold": with_comma(
                 method.get("threshold"))}, editing.with_itself),
        Part("step", gettext_lazy("Steg"),
             gettext_lazy("I ordning, från annons till utvärdering."),
             method_rows.StepsForm, lambda method: method.get("step", []),
             editing.with_steps, gettext_lazy("Lägg till ett steg")),
        Part("demands", gettext_lazy("Krav"), "", forms.DemandsForm,
             lambda method: method.get("demands", {}), editing.with_demands),
        Part("times", gettext_lazy("Tider"),
             gettext_lazy("I hela dagar."), forms.TimesForm,
             lambda method: {**method.get("times", {}),
                             **method.get("own_times", {})}, editing.with_times),
        Part("paper", gettext_lazy("Handlingar"),
             gettext_lazy("Det som den sökande lämnar."), method_rows.PapersForm,
             lambda method: [method_rows.paper_row(x) for x in method.get("paper", [])],
             editing.with_papers, gettext_lazy("Lägg till en handling")),
        Part("phase", gettext_lazy("Bedömningar"),
             gettext_lazy("När de sökande bedöms, av hur många, och hur tungt det "
                          "väger."), method_rows.PhasesForm,
             lambda method: [method_rows.phase_row(x) for x in method.get("phase", [])],
             editing.with_phases, gettext_lazy("Lägg till en bedömning")),
    )
}  # fmt: skip


@require_safe
def overview(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """All parts, with what is left in each before the round can be advertised."""
    round = round_to_run(request, pk)
    context = {
        "round": round,
        "crumbs": crumbs(round),
        "may_change": may_change_method(round.state),
        "left": parts_left(round),
        "parts": [(one, url_of(round, one.name)) for one in PARTS.values()],
        "criteria": [
            (
                method_rows.told_phase(phase),
                f"{url_of(round, 'criteria')}?fas={phase['key']}",
            )
            for phase in round.method["phase"]
        ],
        "method": usable(round),
        "times": times_told(round),
    }
    return render(request, "recruitment/method.html", context)


def usable(round: Any) -> Any:
    try:
        return read_method(round.method)
    except FaultyMethod:
        return None


def times_told(round: Any) -> list[tuple[str, Any]]:
    given = PARTS["times"].initial(round.method)
    return [
        (str(words), given.get(name, "–")) for name, words in forms.TIME_WORDS.items()
    ]


ADDRESSES = {
    "itself": "method_itself", "step": "method_steps", "demands": "method_demands",
    "times": "method_times", "paper": "method_papers", "phase": "method_phases",
    "criteria": "method_criteria", "": "method",
}  # fmt: skip


def url_of(round: Any, part: str) -> str:
    return reverse(f"recruitment:{ADDRESSES[part]}", args=[round.region.slug, round.pk])


# ------------------------------------------------------------------------ each of them
def draft(request: RegionRequest, pk: UUID) -> Any:
    """The round, when its method may still be changed."""
    round = round_to_run(request, pk)
    may_change_method(round.state).require()
    return round


def page_of(name: str) -> Callable[..., HttpResponse]:
    @keeps_draft
    @require_http_methods(["GET", "POST"])
    def view(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
        return written(request, draft(request, pk), PARTS[name])

    return view


itself, steps, demands = page_of("itself"), page_of("step"), page_of("demands")
times, papers, phases = page_of("times"), page_of("paper"), page_of("phase")


@keeps_draft
@require_http_methods(["GET", "POST"])
def criteria(request: RegionRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """What is judged in one phase: one source of the form and of the guide."""
    round = draft(request, pk)
    found = [
        one
        for one in round.method.get("phase", [])
        if one.get("key") == request.GET.get("fas", "")
    ]
    if not found:
        raise Http404
    phase = found[0]
    part = Part(
        "phase",
        _("Kriterier: %s") % phase["label"],
        _("Av dem blir kravprofilen, granskningsformuläret och intervjuguiden."),
        method_rows.CriteriaForm,
        lambda method: [
            method_rows.criterion_row(one) for one in phase.get("criterion", [])
        ],
        lambda method, told: editing.with_criteria(method, phase["key"], told),
        _("Lägg till ett kriterium"),
    )
    return written(request, round, part, phase["key"])


def written(
    request: RegionRequest, round: Any, part: Part, phase: str = ""
) -> HttpResponse:
    """The form of one part; a button beside a row only rearranges what is typed."""
    form = form_for(request, round, part)
    is_moved = request.method == "POST" and not form.is_bound
    typed = lay_out(
        request, form, name=phase, basis=str(round.version), is_typed=is_moved
    )
    if form.is_bound and form.is_valid() and kept(request, round, part, form, phase):
        messages.success(request, _("%s är sparat.") % part.heading)
        return redirect(url_of(round, ""))
    context = task(round, form, {
        "heading": part.heading,
        "draft": typed,
        "lead": part.lead or round.name,
        "more": part.more,
        "back_url": url_of(round, ""),
        "back_label": _("Hur ni rekryterar"),
    })  # fmt: skip
    template = (
        "method_rows" if issubclass(part.form, method_rows.RowsForm) else "method_part"
    )
    return page(request, f"recruitment/{template}.html", context)


def form_for(request: RegionRequest, round: Any, part: Part) -> forms.PartForm:
    do = request.POST.get("do", "save")
    version = {"version": round.version}
    if not issubclass(part.form, method_rows.RowsForm):
        data = request.POST if request.method == "POST" else None
        return part.form(data, initial={**part.initial(round.method), **version})
    if request.method == "POST" and do == "save":
        return part.form(request.POST, rows=[], initial=version)
    rows = part.initial(round.method)
    if request.method == "POST":
        typed = method_rows.typed_rows(request.POST, part.form.names)
        blank = method_rows.EMPTY_ROWS[part.form]()
        rows = [one or blank for one in method_rows.rearranged(typed, do)]
        version = {"version": request.POST.get("version", "")}
    return part.form(rows=rows, initial=version)


def kept(request: RegionRequest, round: Any, part: Part, form: Any, phase: str) -> Any:
    """Saved, unless the rules find something in this very part."""
    method = part.put(round.method, form.told())
    found = editing.faults_of(method, part.name, phase)
    if part.name == "phase" and not phase:
        # What is judged is written on a page of its own, afterwards.
        found = tuple(one for one in found if "kriterium" not in one.text)
    form.show(found)
    if form.errors:
        return None
    return done(
        form,
        lambda: change_method(
            round=round,
            method=method,
            version=form.cleaned_data["version"],
            by=request.user,
            at=database_now(),
        ),
    )

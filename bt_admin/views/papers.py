"""The certificates of one doctor as they would print today, a line each."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import months
from bt_admin.views.next_steps import View
from certificates.enums import CertificateKind, CertificateState
from certificates.queries import served_until
from certificates.rules.application import certified_codes
from certificates.rules.completeness import StepFacts
from placements.rules.time import full_time_months


@dataclass(frozen=True)
class Line:
    """One certificate, as far as it has come."""

    title: str
    state: State
    url: str


def certificate_lines(view: View) -> list[Line]:
    """«Bilaga 3, fullgjord BT: 8,0 månader, en ruta tom»"""
    address = view.address("certificates:certificates")
    lines = [
        (CertificateKind.DELMAL, _("Bilaga 2, delmål"), _delmal(view)),
        (CertificateKind.COMPLETED, _("Bilaga 3, fullgjord BT"), _completed(view)),
        (CertificateKind.COMPETENCE, _("Bilaga 4, baskompetens"), _competence(view)),
    ]
    return [
        Line(title, state, f"{address}?bilaga={kind.annex}")
        for kind, title, state in lines
    ]


def delmal_papers(facts: StepFacts) -> dict[str, str]:
    """Where each delmål's bilaga 2 is: «utkast», «signerat», «utfärdat»."""
    words = {
        CertificateState.DRAFT: _("utkast"),
        CertificateState.CERTIFIED: _("signerat"),
        CertificateState.ISSUED: _("utfärdat"),
    }
    return {
        code: words[CertificateState(one.state)]
        for one in facts.certificates
        if one.kind == CertificateKind.DELMAL and one.state in words
        for code in one.codes
    }


def _delmal(view: View) -> State:
    counted = [one for one in view.facts.certificates if one.counts]
    n, total = len(certified_codes(counted)), view.standing.total
    words = _("%(n)s av %(total)s intygade") % {"n": n, "total": total}
    return State("ok" if n == total else "now" if n else "none", words)


def _completed(view: View) -> State:
    signed = _signed(view, CertificateKind.COMPLETED)
    if signed:
        return signed
    service = view.facts.service
    served = full_time_months(served_until(service.periods, view.today))
    empty = [service.primary_care_text, service.acute_care_text].count("")
    left = {0: "", 1: _(", en ruta tom"), 2: _(", två rutor tomma")}[empty]
    return State("now" if served else "none", months(rounded(served)) + left)


def rounded(served: Decimal) -> Decimal:
    """One decimal says enough here; bilaga 3 has them all."""
    return served.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _competence(view: View) -> State:
    signed = _signed(view, CertificateKind.COMPETENCE)
    if signed:
        return signed
    if view.facts.external_assessor is None:
        return State("none", _("Vid slutbedömningen"))
    return State("wait", _("Bedömare utsedd"))


def _signed(view: View, kind: CertificateKind) -> State | None:
    for one in view.facts.certificates:
        if one.kind == kind and one.counts:
            state = CertificateState(one.state)
            icon = "lock" if state == CertificateState.ISSUED else ""
            return State("ok", str(state.label), icon)
    return None

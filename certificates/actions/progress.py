"""Where a BT stands, as far as its certificates decide it."""

from certificates.enums import CertificateKind
from certificates.queries import external_of, valid_certificates
from placements.enums import ProgrammeState
from placements.models import Programme

# Decided by the post and by Socialstyrelsen, or in advance: no certificate moves it.
DECIDED = (ProgrammeState.APPLIED, ProgrammeState.APPROVED, ProgrammeState.ENDED)
BEFORE = (ProgrammeState.PLANNED, ProgrammeState.IN_SERVICE)


def advance(programme: Programme) -> None:
    """Let the state follow the certificates, forwards and, after a revocation, back.

    Bilaga 3 and 4 come in either order; an application that is sent stays sent, and a
    BT that has ended in advance stays ended.
    """
    if programme.state in DECIDED:
        return
    state = state_of(programme)
    if state != programme.state:
        programme.state = state
        programme.save(update_fields=["state"])


def state_of(programme: Programme) -> ProgrammeState:
    kinds = {one.kind for one in valid_certificates(programme)}
    if CertificateKind.COMPETENCE in kinds:
        completed = CertificateKind.COMPLETED in kinds
        return ProgrammeState.COMPLETED if completed else ProgrammeState.BASE_COMPETENT
    if external_of(programme):
        return ProgrammeState.FINAL_ASSESSMENT
    if programme.state in BEFORE:
        return ProgrammeState(programme.state)
    return ProgrammeState.IN_SERVICE

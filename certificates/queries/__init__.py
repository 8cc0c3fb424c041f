"""Reading certificates. Views and the app's actions ask here."""

from certificates.queries.beneath import beneath
from certificates.queries.boxes import changed_boxes, marks
from certificates.queries.certificates import (
    VALID,
    certificates_for,
    certificates_of,
    certified_codes,
    certifying_managers,
    codes_in,
    current,
    delmal_drafts,
    external_of,
    main_supervisor,
    may_revoke_people,
    person,
    signatures_of,
    signed,
    signed_by,
    valid_certificates,
)
from certificates.queries.content import (
    applicant,
    certifier,
    competence_form,
    completed_form,
    content_of,
    delmal_form,
    digest,
    entries_of,
    form_of,
    masked,
)
from certificates.queries.declining import (
    decline_facts,
    declines_of,
    may_still_decline,
    still_to_sign,
)
from certificates.queries.dossier import Dossier, dossier_of, matrix_of
from certificates.queries.dossier_data import dossier_data
from certificates.queries.evidence import (
    codes_with_enough,
    codes_with_evidence,
    evidence_of,
    suggestions,
)
from certificates.queries.external import (
    Candidate,
    assessment_of,
    candidates,
    facts_with_suggestions,
    independence,
    material_facts,
    overall_missing,
    person_by_email,
)
from certificates.queries.kinship import kinships_of
from certificates.queries.overview import (
    THREE,
    Line,
    certificate_lines,
    signature_lines,
    signed_lines,
    state_of,
)
from certificates.queries.papers import (
    Paper,
    current_or_new,
    masked_paper,
    paper_to_sign,
    papers_today,
    signed_paper,
    signers_left,
    suggested_narratives,
)
from certificates.queries.programmes import programmes_known_to, require
from certificates.queries.regional import bt_chef
from certificates.queries.service import (
    served_until,
    service_periods,
    suggested_text,
)
from certificates.queries.signing import (
    Attempt,
    may_sign,
    role_of,
)
from certificates.queries.standing import Standing, standing_of
from certificates.queries.steps import next_step_for, steps_for
from certificates.queries.todos import todos_for
from certificates.queries.versions import next_version, replaced_by, replaces
from certificates.queries.wording import (
    content_now,
    form_now,
    narratives,
)
from placements.queries import permissions_on

__all__ = [
    "THREE",
    "VALID",
    "Attempt",
    "Candidate",
    "Dossier",
    "Line",
    "Paper",
    "Standing",
    "applicant",
    "assessment_of",
    "beneath",
    "bt_chef",
    "candidates",
    "certificate_lines",
    "certificates_for",
    "certificates_of",
    "certified_codes",
    "certifier",
    "certifying_managers",
    "changed_boxes",
    "codes_in",
    "codes_with_enough",
    "codes_with_evidence",
    "competence_form",
    "completed_form",
    "content_now",
    "content_of",
    "current",
    "current_or_new",
    "decline_facts",
    "declines_of",
    "delmal_drafts",
    "delmal_form",
    "digest",
    "dossier_data",
    "dossier_of",
    "entries_of",
    "evidence_of",
    "external_of",
    "facts_with_suggestions",
    "form_now",
    "form_of",
    "independence",
    "kinships_of",
    "main_supervisor",
    "marks",
    "masked",
    "masked_paper",
    "material_facts",
    "matrix_of",
    "may_revoke_people",
    "may_sign",
    "may_still_decline",
    "narratives",
    "next_step_for",
    "next_version",
    "overall_missing",
    "paper_to_sign",
    "papers_today",
    "permissions_on",
    "person",
    "person_by_email",
    "programmes_known_to",
    "replaced_by",
    "replaces",
    "require",
    "role_of",
    "served_until",
    "service_periods",
    "signature_lines",
    "signatures_of",
    "signed",
    "signed_by",
    "signed_lines",
    "signed_paper",
    "signers_left",
    "standing_of",
    "state_of",
    "steps_for",
    "still_to_sign",
    "suggested_narratives",
    "suggested_text",
    "suggestions",
    "todos_for",
    "valid_certificates",
]

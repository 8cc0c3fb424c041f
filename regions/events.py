"""Everything that the log can tell of.

Each event has one Swedish sentence, beside its name, for the people who read the log.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """What can happen. The key is stored; the sentence is shown."""

    PERSON_REGISTERED = "person.registered", _("Lade till en person")
    PERSON_CHANGED = "person.changed", _("Ändrade en persons uppgifter")
    EMPLOYMENT_REGISTERED = (
        "employment.registered",
        _("Registrerade var någon tjänstgör"),
    )
    EMPLOYMENT_ENDED = "employment.ended", _("Avslutade en tjänstgöring")
    QUALIFICATION_REGISTERED = (
        "qualification.registered",
        _("Registrerade en uppgift om en person"),
    )
    QUALIFICATION_CORRECTED = (
        "qualification.corrected",
        _("Rättade en uppgift om en person"),
    )
    OWN_FACTS_CHANGED = "own_facts.changed", _("Ändrade sina egna uppgifter")
    REGION_PLAN_WRITTEN = "region_plan.written", _("Skrev regionens plan")
    WAYS_WRITTEN = "ways.written", _("Ändrade hur regionen gör")
    UNIT_ADDED = "unit.added", _("Lade till en enhet")
    UNIT_CHANGED = "unit.changed", _("Ändrade en enhet")
    UNIT_CLOSED = "unit.closed", _("Stängde en enhet")
    UNIT_REOPENED = "unit.reopened", _("Öppnade en enhet igen")
    PROGRAMME_OPENED = "programme.opened", _("Lade upp BT")
    PROGRAMME_ENDED = "programme.ended", _("Avslutade BT i förtid")
    PLAN_CHANGED = "plan.changed", _("Ändrade planen")
    PLACEMENT_ADDED = "placement.added", _("Lade till en placering")
    PLACEMENT_REMOVED = "placement.removed", _("Tog bort en placering")
    SUPERVISOR_APPOINTED = "supervisor.appointed", _("Utsåg handledare")
    SUPERVISOR_ENDED = "supervisor.ended", _("Avslutade ett uppdrag som handledare")
    MAIN_SUPERVISOR_APPOINTED = (
        "main_supervisor.appointed",
        _("Utsåg huvudansvarig handledare"),
    )
    ASSESSMENT_REQUESTED = "assessment.requested", _("Bad om en bedömning")
    ASSESSMENT_STARTED = "assessment.started", _("Påbörjade en bedömning")
    ASSESSMENT_SAVED = "assessment.saved", _("Sparade ett utkast till bedömning")
    ASSESSMENT_DISCARDED = "assessment.discarded", _("Kastade ett eget utkast")
    ASSESSMENT_DECLINED = "assessment.declined", _("Avböjde att bedöma")
    ASSESSMENT_RETURNED = "assessment.returned", _("Lämnade tillbaka en begäran")
    ASSESSMENT_SENT_AGAIN = "assessment.sent_again", _("Skickade begäran igen")
    ASSESSMENT_REMINDED = "assessment.reminded", _("Påminde om en begäran")
    ASSESSMENT_TAKEN_BACK = "assessment.taken_back", _("Tog tillbaka en begäran")
    ASSESSMENT_TYPED_IN = (
        "assessment.typed_in",
        _("Skrev in en bedömning från papper"),
    )
    LINK_RENEWED = "link.renewed", _("Skickade en ny personlig länk")
    ASSESSMENT_SIGNED = "assessment.signed", _("Signerade en bedömning")
    ASSESSMENT_CORRECTED = "assessment.corrected", _("Rättade en bedömning")
    ASSESSMENT_ACKNOWLEDGED = (
        "assessment.acknowledged",
        _("Bekräftade att bedömningen är läst"),
    )
    INSTRUMENT_DRAFTED = (
        "instrument.drafted",
        _("Påbörjade en version av ett instrument"),
    )
    INSTRUMENT_CHANGED = "instrument.changed", _("Ändrade ett utkast till instrument")
    INSTRUMENT_PUBLISHED = "instrument.published", _("Publicerade ett instrument")
    INSTRUMENT_DISCARDED = (
        "instrument.discarded",
        _("Kastade ett utkast till instrument"),
    )
    INSTRUMENT_USE_DECIDED = (
        "instrument.use_decided",
        _("Bestämde om ett instrument används"),
    )
    COLLEGIUM_RECORDED = "collegium.recorded", _("Dokumenterade BT-kollegiet")
    COLLEGIUM_FED_BACK = "collegium.fed_back", _("Gav återkoppling från BT-kollegiet")
    TALK_PLANNED = "talk.planned", _("Lade in ett samtal")
    TALK_CHANGED = "talk.changed", _("Ändrade ett samtal")
    TALK_WRITTEN = "talk.written", _("Skrev i ett samtal")
    TALK_HELD = "talk.held", _("Registrerade att ett samtal hölls")
    TALK_CANCELLED = "talk.cancelled", _("Ställde in ett samtal")
    TALK_CLOSED = "talk.closed", _("Avslutade ett samtal")
    TALK_AGREED = "talk.agreed", _("Skrev in en överenskommelse")
    AGREEMENT_TICKED = "agreement.ticked", _("Bockade av en överenskommelse")
    AGREEMENT_UNTICKED = "agreement.unticked", _("Öppnade en överenskommelse igen")
    CHECKLIST_TICKED = "checklist.ticked", _("Bockade av i checklistan")
    CHECKLIST_UNTICKED = "checklist.unticked", _("Öppnade en rad i checklistan igen")
    CHECKLIST_PUBLISHED = "checklist.published", _("Ändrade regionens checklista")
    ANCHOR_WRITTEN = (
        "anchor.written",
        _("Skrev regionens text om ett kompetenskrav"),
    )
    HANDOVER_WRITTEN = "handover.written", _("Skrev på ett överlämningskort")
    HANDOVER_PROPOSED = "handover.proposed", _("Föreslog ett överlämningskort")
    HANDOVER_AGREED = "handover.agreed", _("Godkände överlämningskortet")
    HANDOVER_READ = "handover.read", _("Kvitterade överlämningskortet som läst")
    ACTIVITY_LOGGED = "activity.logged", _("Lade till en aktivitet")
    ACTIVITY_CHANGED = "activity.changed", _("Ändrade en aktivitet")
    ACTIVITY_REMOVED = "activity.removed", _("Tog bort en aktivitet")
    ACTIVITY_CONFIRMED = "activity.confirmed", _("Bekräftade en aktivitet")
    REFLECTION_KEPT = "reflection.kept", _("Sparade en privat reflektion")
    REFLECTION_REMOVED = "reflection.removed", _("Tog bort en privat reflektion")
    REFLECTION_SHARED = "reflection.shared", _("Delade en reflektion")
    BEST_CHOSEN = "best.chosen", _("Valde vilket underlag som visas först")
    TEACHING_PLANNED = "teaching.planned", _("Planerade undervisning")
    TEACHING_CHANGED = "teaching.changed", _("Ändrade undervisning")
    TEACHING_CANCELLED = "teaching.cancelled", _("Ställde in undervisning")
    ATTENDANCE_TICKED = "attendance.ticked", _("Noterade närvaro vid undervisning")
    ATTENDANCE_UNTICKED = "attendance.unticked", _("Tog bort en notering om närvaro")
    CREDIT_REQUESTED = "credit.requested", _("Begärde tillgodoräknande")
    CREDIT_WITHDRAWN = "credit.withdrawn", _("Drog tillbaka ett tillgodoräknande")
    CREDIT_DECIDED = "credit.decided", _("Beslutade om tillgodoräknande")
    MEETING_CALLED = "meeting.called", _("Kallade till BT-kollegium")
    MEETING_CHANGED = "meeting.changed", _("Ändrade ett BT-kollegium")
    MEETING_INPUT_CLOSED = (
        "meeting.input_closed",
        _("Stängde insamlingen av synpunkter"),
    )
    MEETING_INPUT_GIVEN = "meeting.input_given", _("Lämnade synpunkter till kollegiet")
    MEETING_CONFLICT = "meeting.conflict", _("Anmälde jäv")
    MEETING_JUDGED = "meeting.judged", _("Skrev kollegiets bedömning")
    MEETING_HELD = "meeting.held", _("Registrerade att kollegiet har hållits")
    MEETING_SIGNED = "meeting.signed", _("Signerade kollegiets protokoll")
    CONCERN_RAISED = "concern.raised", _("Sade att det finns en oro")
    CONCERN_FOLLOWED = "concern.followed", _("Tog hand om en oro")
    PLAN_WRITTEN = "action_plan.written", _("Skrev på en handlingsplan")
    PLAN_ACTIVATED = "action_plan.activated", _("Delade en handlingsplan")
    PLAN_CLOSED = "action_plan.closed", _("Avslutade en handlingsplan")
    ROUND_OPENED = "round.opened", _("Öppnade en 360-återkoppling")
    ROUND_SELF_ANSWERED = "round.self_answered", _("Gjorde sin självskattning")
    ROUND_RATER_ASKED = "round.rater_asked", _("Valde någon som ska svara i en 360")
    ROUND_RATER_REMOVED = "round.rater_removed", _("Tog bort någon ur en 360")
    ROUND_SENT = "round.sent", _("Skickade mejlen i en 360-återkoppling")
    ROUND_MOVED = "round.moved", _("Flyttade sista dagen i en 360-återkoppling")
    ROUND_ANSWERED = "round.answered", _("Ett svar kom in i en 360-återkoppling")
    ROUND_CLOSED = "round.closed", _("Stängde en 360-återkoppling")
    ROUND_CANCELLED = "round.cancelled", _("Avbröt en 360-återkoppling")
    ROUND_TEXT_HIDDEN = "round.text_hidden", _("Dolde en text i en 360-återkoppling")
    ROUND_TEXT_SHOWN = "round.text_shown", _("Visade en text i en 360-återkoppling")
    ROUND_RELEASED = "round.released", _("Lämnade ut en 360-återkoppling")
    ROUND_TALKED = "round.talked", _("Registrerade samtalet om en 360-återkoppling")
    EXTENSION_DECIDED = "extension.decided", _("Beslutade om förlängning")
    ACTION_DONE = "action.done", _("Markerade en åtgärd som klar")
    EXTERNAL_APPOINTED = "external.appointed", _("Utsåg extern bedömare")
    EXTERNAL_DECLARED = "external.declared", _("Svarade på frågorna om jäv")
    EXTERNAL_DECIDED = "external.decided", _("Registrerade den externa bedömningen")
    EXTERNAL_ENDED = (
        "external.ended",
        _("Avslutade uppdraget som extern bedömare"),
    )
    FINAL_MEETING_PLANNED = "final.planned", _("Planerade slutbedömningens möte")
    FINAL_MEETING_MOVED = "final.moved", _("Flyttade slutbedömningens möte")
    FINAL_MEETING_CANCELLED = "final.cancelled", _("Ställde in slutbedömningens möte")
    FINAL_TEST_TOLD = "final.test_told", _("Meddelade ett eget prov")
    FINAL_MEETING_HELD = "final.held", _("Registrerade slutbedömningens möte")
    FINAL_NOTE_SAVED = "final.note_saved", _("Antecknade för egen del vid mötet")
    FINAL_ANSWERED = "final.answered", _("Lämnade sin bedömning som huvudansvarig")
    FINAL_TOLD = "final.told", _("Registrerade samtalet om slutbedömningen")
    FINAL_COMPLETED = "final.completed", _("Angav att underlaget är kompletterat")
    FINAL_EXTENSION_REFUSED = "final.extension_refused", _("Beslutade om förlängning")
    FINAL_REASONS_GIVEN = "final.reasons_given", _("Lämnade skälen skriftligt")
    FINAL_REASONS_READ = "final.reasons_read", _("Bekräftade att skälen är lästa")
    FINAL_CASE_CLOSED = (
        "final.case_closed",
        _("Avslutade ärendet efter slutbedömningen"),
    )
    FINAL_DEBTS_TOLD = (
        "final.debts_told",
        _("Påminde om vad slutbedömningen saknar"),
    )
    EXTERNAL_DEPENDENT = (
        "external.dependent",
        _("Underlaget stängdes: den externa bedömaren har en koppling"),
    )
    # The pool of assessors, and asking one of them
    POOL_ADDED = "pool.added", _("Lade till en bedömare i poolen")
    POOL_CHANGED = "pool.changed", _("Ändrade en bedömare i poolen")
    POOL_PAUSED = "pool.paused", _("Pausade en bedömare i poolen")
    POOL_RESUMED = "pool.resumed", _("Tog bort en paus för en bedömare i poolen")
    LENDING_NOTED = "lending.noted", _("Skrev in ett avtal om lån av bedömare")
    ASSESSOR_INVITED = "assessor.invited", _("Tillfrågade en extern bedömare")
    ASSESSOR_REMINDED = "assessor.reminded", _("Påminde en tillfrågad bedömare")
    ASSESSOR_ACCEPTED = "assessor.accepted", _("Tackade ja till att bedöma")
    ASSESSOR_DECLINED = "assessor.declined", _("Tackade nej till att bedöma")
    ASSESSOR_WITHDRAWN = (
        "assessor.withdrawn",
        _("Tog tillbaka en förfrågan om att bedöma"),
    )
    KINSHIP_DECLARED = "kinship.declared", _("Anmälde att någon är närstående")
    KINSHIP_ENDED = "kinship.ended", _("Tog tillbaka en anmälan om närstående")
    DOSSIER_FROZEN = "dossier.frozen", _("Frös underlaget för slutbedömningen")
    DOSSIER_PRINTED = "dossier.printed", _("Framställde underlaget som PDF")
    DOSSIER_DOWNLOADED = "dossier.downloaded", _("Hämtade underlaget som PDF")
    DOSSIER_ARCHIVED = "dossier.archived", _("Gjorde ett arkivpaket")
    CERTIFICATE_DRAFTED = "certificate.drafted", _("Skrev ett utkast till intyg")
    CERTIFICATE_SIGNED = "certificate.signed", _("Signerade ett intyg")
    CERTIFICATE_SIGNATURE_WITHDRAWN = (
        "certificate.signature_withdrawn",
        _("Tog tillbaka sin signering av ett intyg"),
    )
    SIGNING_DECLINED = (
        "signing.declined",
        _("Avstod från att signera ett intyg"),
    )
    SIGNING_DECLINE_ENDED = (
        "signing.decline_ended",
        _("Avslutade att någon avstått från att signera"),
    )
    CERTIFICATE_REVOKED = "certificate.revoked", _("Återkallade ett intyg")
    APPLICATION_COMPLETED = "application.completed", _("Gjorde klar ansökan")
    DOCUMENT_RENDERED = "document.rendered", _("Framställde ett intyg som PDF")
    CREDENTIAL_TAKEN = "credential.taken", _("Hämtade ett intyg i maskinläsbar form")
    DOCUMENT_DOWNLOADED = "document.downloaded", _("Hämtade ett intyg som PDF")
    ELECTRONIC_PATH_CHANGED = (
        "electronic.changed",
        _("Ändrade regionens elektroniska väg för intyg"),
    )
    PAPER_SIGNED = "paper.signed", _("Registrerade en underskrift på papper")
    PAPER_CORRECTED = (
        "paper.corrected",
        _("Rättade en registrerad underskrift på papper"),
    )
    PAPER_PACKED = "paper.packed", _("Bockade av original i kuvertet")
    SCAN_KEPT = "scan.kept", _("Lade in en skannad sida av ett original")
    SCAN_FILED = "scan.filed", _("Sorterade in en skannad sida")
    SCAN_TAKEN_BACK = "scan.taken_back", _("Tog ut en skannad sida som låg fel")
    SCAN_DISCARDED = "scan.discarded", _("Tog bort en skannad sida")
    SCAN_DOWNLOADED = "scan.downloaded", _("Hämtade en skannad sida")
    RETENTION_RULED = "retention.ruled", _("Skrev in regionens beslut om gallring")
    RETENTION_PROPOSED = "retention.proposed", _("Föreslog en gallring")
    RETENTION_APPROVED = "retention.approved", _("Godkände en gallring")
    RETENTION_DROPPED = "retention.dropped", _("Kastade ett förslag till gallring")
    RETENTION_DONE = "retention.done", _("En gallring blev klar")
    CASE_HELD = "case_hold.set", _("Stoppade gallringen i ärendet")
    CASE_LIFTED = "case_hold.lifted", _("Hävde gallringsstoppet")
    DISCLOSURE_ASKED = "disclosure.asked", _("Registrerade en begäran om utlämnande")
    DISCLOSURE_GIVEN = "disclosure.given", _("Lämnade ut ärendet som allmän handling")
    DISCLOSURE_REFUSED = "disclosure.refused", _("Avslog en begäran om utlämnande")
    DISCLOSURE_FETCHED = "disclosure.fetched", _("Hämtade ett utlämnat paket")
    ANSWER_RECORDED = "answer.recorded", _("Registrerade vad som hänt med ansökan")
    ANSWER_CORRECTED = "answer.corrected", _("Rättade vad som registrerats om ansökan")
    APPLICATION_SENT = "application.sent", _("Registrerade att ansökan är skickad")
    FEED_MADE = "feed.made", _("Skapade en kalenderadress")
    FEED_ENDED = "feed.ended", _("Tog bort sin kalenderadress")
    STAND_IN_NAMED = "stand_in.named", _("Utsåg en ersättare")
    # recruitment: rounds
    RECRUITMENT_BEGUN = "recruitment.begun", _("Lade upp en rekryteringsomgång")
    RECRUITMENT_CHANGED = "recruitment.changed", _("Ändrade en rekryteringsomgång")
    RECRUITMENT_METHOD_CHANGED = (
        "recruitment.method_changed",
        _("Ändrade hur en rekryteringsomgång går till"),
    )
    RECRUITMENT_ADVANCED = (
        "recruitment.advanced",
        _("Tog en rekryteringsomgång till nästa läge"),
    )
    RECRUITMENT_CLOSING_MOVED = (
        "recruitment.closing_moved",
        _("Flyttade sista ansökningsdag"),
    )
    RECRUITMENT_PLACES_CHANGED = (
        "recruitment.places_changed",
        _("Ändrade BT-tjänsterna i en omgång"),
    )
    RECRUITMENT_MEMBER_ADDED = (
        "recruitment.member_added",
        _("Gav någon en uppgift i en rekryteringsomgång"),
    )
    RECRUITMENT_MEMBER_LEFT = (
        "recruitment.member_left",
        _("Avslutade en uppgift i en rekryteringsomgång"),
    )
    ROUND_EVALUATED = "round.evaluated", _("Skrev omgångens utvärdering")
    STAND_IN_ENDED = "stand_in.ended", _("Avslutade ett ersättarskap")
    MAIL_CHOSEN = "mail.chosen", _("Valde hur ofta mejl ska komma")
    ROLE_GIVEN = "role.given", _("Gav någon en roll")
    ROLE_ENDED = "role.ended", _("Avslutade en roll")
    PROTECTION_RECORDED = (
        "protection.recorded",
        _("Registrerade skyddade personuppgifter"),
    )
    PROTECTION_ENDED = "protection.ended", _("Avslutade skyddade personuppgifter")
    PROTECTION_READER_NAMED = (
        "protection.reader_named",
        _("Lade till någon som får se"),
    )
    PROTECTION_READER_ENDED = (
        "protection.reader_ended",
        _("Tog bort någon som fick se"),
    )
    PROTECTION_TAKEN_OVER = (
        "protection.taken_over",
        _("Tog över ansvaret för skyddade personuppgifter"),
    )
    PROTECTION_MAIL_CHANGED = (
        "protection.mail_changed",
        _("Ändrade om mejl skickas till någon med skyddade personuppgifter"),
    )
    RIGHTS_CONFIRMED = "rights.confirmed", _("Bekräftade regionens roller")
    # recruitment: screening and reviewing
    CASE_DECIDED = "case.decided", _("Prövade en ansökan")
    CASE_UNDECIDED = "case.undecided", _("Ångrade prövningen av en ansökan")
    CASES_DECIDED = "cases.decided", _("Prövade flera ansökningar på en gång")
    CASES_UNDECIDED = "cases.undecided", _("Ångrade prövningen av flera ansökningar")
    CASE_CHECKED = "case.checked", _("Kontrollerade en sökande mot register")
    CASE_COMPLEMENT = "case.complement", _("Begärde komplettering av en ansökan")
    CASE_COMPLEMENTED = "case.complemented", _("En ansökan blev kompletterad")
    CASE_ANSWERED = "case.answered", _("Skickade svar på en ansökan")
    CASES_ANSWERED = "cases.answered", _("Skickade svar på ansökningar")
    CASES_EXPORTED = "cases.exported", _("Hämtade listan över ansökningar")
    CASE_PAPER_READ = "case.paper_read", _("Hämtade en handling i en ansökan")
    REVIEWS_PROPOSED = "reviews.proposed", _("Föreslog hur granskningarna fördelas")
    REVIEWS_SHARED = "reviews.shared", _("Fördelade granskningarna")
    REVIEW_SENT = "review.sent", _("Skickade en granskning")
    REVIEW_CONFLICT = "review.conflict", _("Anmälde jäv mot en sökande")
    REVIEW_MOVED = "review.moved", _("Gav en granskning till någon annan")
    PAPER_MASKED = "paper.masked", _("Lade in en egen maskad kopia av en handling")
    PAPER_COPY_APPROVED = "paper.copy_approved", _("Godkände en maskad kopia")
    PAPER_COPY_AGAIN = "paper.copy_again", _("Lät göra om en maskad kopia")
    PAPER_LEFT_OUT = "paper.left_out", _("Lät bli att visa en handling för granskarna")
    # recruitment: interviews, references and the record check
    INTERVIEWS_LAID_OUT = "interviews.laid_out", _("Sparade intervjudagarnas upplägg")
    INTERVIEWS_PLANNED = "interviews.planned", _("Gjorde ett förslag till intervjuplan")
    INTERVIEWS_CALLED = "interviews.called", _("Kallade till intervju")
    INTERVIEWS_MOVED = "interviews.moved", _("Planerade om intervjuer")
    INTERVIEW_MOVED = "interview.moved", _("Flyttade en intervju för hand")
    INTERVIEW_ANSWERED = "interview.answered", _("En sökande svarade på en kallelse")
    INTERVIEW_PRESENCE = "interview.presence", _("Noterade om en sökande kom")
    INTERVIEW_SCORED = "interview.scored", _("Skickade poäng från en intervju")
    INTERVIEW_RESCORED = "interview.rescored", _("Ändrade skickade poäng")
    REFERENCE_ASKED = "reference.asked", _("Bad om en referens")
    REFERENCE_ANSWERED = "reference.answered", _("En referens svarade")
    REFERENCE_DECLINED = "reference.declined", _("En referens tackade nej")
    REFERENCE_READ = "reference.read", _("Läste en referens")
    RECORD_SHOWN = "record.shown", _("Noterade att ett registerutdrag visats upp")
    PORTFOLIO_READ = "portfolio.read", _("Läste")
    PORTFOLIO_ARCHIVED = "portfolio.archived", _("Hämtade sitt arkiv")
    # recruitment: the applicant
    CASE_BEGUN = "case.begun", _("En ansökan påbörjades")
    CASE_SENT = "case.sent", _("En ansökan kom in")
    CASE_PAPER_ADDED = "case.paper_added", _("En sökande lämnade en handling")
    CASE_PAPER_REMOVED = "case.paper_removed", _("En sökande tog bort en handling")
    CASE_WITHDRAWN = "case.withdrawn", _("En ansökan togs tillbaka")
    CASE_THROWN_AWAY = "case.thrown_away", _("En påbörjad ansökan kastades")
    CASE_LINK_REPLACED = "case.link_replaced", _("En sökande bytte sin länk")
    CASE_CONSENTS = "case.consents", _("En sökande ändrade sina samtycken")
    # recruitment: public record
    FIGURES_SHARED = "figures.shared", _("Började dela rekryteringens siffror")
    FIGURES_UNSHARED = "figures.unshared", _("Slutade dela rekryteringens siffror")
    ROUND_PURGE_DECIDED = "recruitment.purge_decided", _("Bestämde gallringsdag")
    ROUND_HELD = "recruitment.held", _("Stoppade gallringen av en omgång")
    ROUND_LIFTED = "recruitment.lifted", _("Hävde stoppet för gallring")
    ROUND_PURGED = "recruitment.purged", _("En rekryteringsomgång gallrades")
    CASE_DISCLOSED = "case.disclosed", _("Lämnade ut en ansökan")
    PERSONAL_NUMBER_SHOWN = "personal_number.shown", _("Visade personnumret")
    # recruitment: the order, the offers, and hiring
    ORDER_MADE = "order.made", _("Gjorde en rangordning")
    ORDER_FIXED = "order.fixed", _("Fastställde rangordningen")
    ORDER_REOPENED = "order.reopened", _("Öppnade rangordningen igen")
    RELEASE_PREPARED = "release.prepared", _("Förberedde ett utskick")
    RELEASE_APPROVED = "release.approved", _("Godkände ett utskick")
    RELEASE_DISCARDED = "release.discarded", _("Kastade ett förberett utskick")
    RELEASE_SENT = "release.sent", _("Släppte ett utskick")
    RELEASE_CONFIRMED = "release.confirmed", _("Bekräftade ett utskick")
    RELEASE_UNDONE = "release.undone", _("Tog tillbaka ett utskick")
    CASE_ELSEWHERE = "case.elsewhere", _("Fick veta att en sökande har en plats")
    CASE_ELSEWHERE_NOT = (
        "case.elsewhere_not",
        _("Uppgiften om en sökandes plats togs bort"),
    )
    OFFER_ACCEPTED = "offer.accepted", _("Tackade ja till ett erbjudande")
    OFFER_DECLINED = "offer.declined", _("Tackade nej till ett erbjudande")
    OFFER_EXPIRED = "offer.expired", _("Svarstiden för ett erbjudande gick ut")
    OFFER_WITHDRAWN = "offer.withdrawn", _("Tog tillbaka ett erbjudande")
    PLACE_LEFT = "place.left", _("Registrerade ett avhopp från en BT-tjänst")
    RESERVE_CALLED = "reserve.called", _("En reserv tillfrågades")
    RESERVES_RELEASED = "reserves.released", _("Reservlistan avslutades")
    APPLICANT_HIRED = "applicant.hired", _("Lade upp BT för en antagen")
    PREPARATION_DONE = "preparation.done", _("Bockade av inför start")
    PREPARATION_UNDONE = "preparation.undone", _("Öppnade en uppgift inför start")
    # recruitment: national clearing
    CLEARING_OPENED = "clearing.opened", _("Öppnade en nationell matchning")
    CLEARING_JOINED = "clearing.joined", _("Gick med i en nationell matchning")
    CLEARING_LEFT = "clearing.left", _("Lämnade en nationell matchning")
    CLEARING_SPECIAL = "clearing.special", _("Gav en plats före matchningen")
    CLEARING_NO_SPECIAL = (
        "clearing.no_special",
        _("Tog tillbaka en plats före matchningen"),
    )
    CLEARING_CODED = "clearing.coded", _("Öppnade sina önskemål i matchningen")
    CLEARING_TOLD = "clearing.told", _("Matchningens resultat lämnades ut")
    CLEARING_GAVE_WAY = (
        "clearing.gave_way",
        _("En plats gick vidare: tackat ja i en annan region"),
    )

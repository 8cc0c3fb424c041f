"""Who may assess with which instrument: the `who` of its definition."""

from collections.abc import Collection

from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, no

# As they stand after «görs av».
WHO = {
    "any_licensed_doctor": "en legitimerad läkare",
    "placement_supervisor": "handledaren på placeringen",
    "main_supervisor": "huvudansvarig handledare",
    "external_assessor": "den externa bedömaren",
    "director_of_studies": "studierektorn",
    "other_profession": "en annan yrkesgrupp",
    "self": "BT-läkaren själv",
    "examiner": "examinatorn",
    "office": "BT-kansliet, från papper",
}
# Whoever is licensed fits these; the first needs no licence even.
ANY_PROFESSION = "other_profession"
ANY_DOCTOR = {"any_licensed_doctor", "examiner"}


def for_doctors_only(who: Collection[str]) -> bool:
    """Is a licence needed? Also when nothing is known of the instrument."""
    return ANY_PROFESSION not in who


def may_assess_with(
    who: Collection[str], name: str, assessor: Person, roles: Collection[str]
) -> Verdict:
    """May this person assess with this instrument, being what they are to the doctor?

    A licence is another question. Where the instrument names roles alone, one of
    them must be held on the day (HOUSE).
    """
    if not who or ANY_PROFESSION in who or ANY_DOCTOR & set(who):
        return YES
    if set(roles) & set(who):
        return YES
    words = [WHO[one] for one in who]
    listed = " eller ".join(words)
    return no(
        "assess.not_for_this_role",
        f"{assessor} kan inte göra den här bedömningen. {name} görs av {listed}. Välj "
        "någon annan, eller ett annat instrument.",
        HOUSE,
        field="assessor",
    )

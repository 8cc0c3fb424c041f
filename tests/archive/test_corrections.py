"""Of what has been corrected both versions are in the archive, told apart."""

from bt_admin.archive.contents import contents_of
from tests.assessments.corrections import WHY, corrected


def test_both_versions_are_there(cast):
    company = cast.kronoberg
    with company.inside():
        old, new = corrected(company)
        parts = contents_of(company.programme, company.doctor)
        [assessed] = [part for part in parts if part.key == "bedomningar"]
    found = {entry.more["id"]: entry for entry in assessed.entries}
    assert set(found) == {old.pk, new.pk}
    assert ("Läge", "Rättad. Den nya versionen gäller.") in found[old.pk].facts
    assert ("Vad som är rättat", WHY) in found[new.pk].facts
    assert (found[new.pk].more["replaces"], found[new.pk].more["state"]) == (
        old.pk, "signed",
    )  # fmt: skip

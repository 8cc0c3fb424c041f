"""What narrows the register, and what a region does beside the paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from certificates.enums import CertificateKind, DocumentStanding


class RegisterFilter(forms.Form):
    sok = forms.CharField(required=False, max_length=80)
    bilaga = forms.ChoiceField(required=False)
    lage = forms.ChoiceField(required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["sok"].label = _("Läkare eller kontrollkod")
        kind, standing = self.fields["bilaga"], self.fields["lage"]
        kind.label, standing.label = _("Bilaga"), _("Läge")
        kinds = sorted(CertificateKind, key=lambda one: one.annex)
        kind.choices = [
            ("", _("Alla")),
            *((one, f"Bilaga {one.annex}") for one in kinds),
        ]
        standing.choices = [("", _("Alla")), *DocumentStanding.choices]
        # A filter is never «valfritt», and an address with nonsense filters nothing.
        self.asked = set(self.fields)
        self.full_clean()
        self.errors.clear()

    @property
    def chosen(self) -> dict[str, str]:
        """What narrows the list, by the names of `queries.register.matching`."""
        given = self.cleaned_data
        return {
            "words": given.get("sok", ""),
            "kind": given.get("bilaga", ""),
            "standing": given.get("lage", ""),
        }

    @property
    def words(self) -> list[tuple[str, str]]:
        """What is chosen, as (parameter, words)."""
        given = self.chosen
        kind, standing = given["kind"], given["standing"]
        found = [
            ("sok", f"”{given['words']}”" if given["words"] else ""),
            ("bilaga", f"Bilaga {CertificateKind(kind).annex}" if kind else ""),
            ("lage", str(DocumentStanding(standing).label) if standing else ""),
        ]
        return [pair for pair in found if pair[1]]


class ElectronicFields(forms.Form):
    """Two switches; both off is paper alone."""

    seals = forms.BooleanField(required=False)
    shares = forms.BooleanField(required=False)
    asked = ("seals", "shares")  # a box to tick is never «valfritt»

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["seals"].label = _(
            "Stämpla PDF av intyg och frysta underlag med regionens stämpel"
        )
        self.fields["seals"].help_text = _(
            "Stämpeln visar att regionen framställde filen och att inget ändrats sedan. "
            "Den är ingen underskrift: originalet skrivs under med penna."
        )
        self.fields["shares"].label = _("Låt läkaren hämta sina intyg maskinläsbart")
        self.fields["shares"].help_text = _(
            "Ett utfärdat intyg som Open Badge 3.0, bevisat med regionens nyckel. Läkaren "
            "väljer om namnet ska vara med. Om intyget gäller svarar registret."
        )

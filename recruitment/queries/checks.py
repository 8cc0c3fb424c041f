"""What is known of who may apply, as the office reads it: told, or found in a register."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.dates import date_text
from recruitment.models import Application
from recruitment.queries.screening import known_of
from regions.models import User

WORDS = {"yes": "Ja", "no": "Nej", "unsure": "Vet inte"}


def facts_of(application: Application) -> list[tuple[str, str]]:
    """(label, words): what holds now. What was never asked is left out."""
    known, answers = known_of(application), application.answers
    licensed = date_text(known.licensed_on) if known.licensed_on else _("Nej")
    rows = [(_("Legitimerad"), licensed)]
    if application.checked or "at_first" in answers:
        rows.append((_("Beslut om AT"), _("Ja") if known.at_first else _("Nej")))
    for key, label in (("at_done", _("Svensk AT")), ("st_before", _("ST före juli 2021"))):  # fmt: skip
        if answers.get(key):
            rows.append((label, WORDS.get(answers[key], answers[key])))
    if application.checked or "bt_done" in answers:
        rows.append((_("Har gjort BT"), _("Ja") if known.bt_done else _("Nej")))
    return rows


def told(application: Application) -> str:
    """«Kontrollerat av Hanna Ek 3 mars 2027»; "" when nobody has. At most one query."""
    kept = application.checked
    if not kept:
        return ""
    who = User.objects.filter(pk=kept["by"]).first()
    day = timezone.localdate(datetime.fromisoformat(kept["at"]))
    words = {"who": who.full_name if who else "", "day": date_text(day)}
    return _("Kontrollerat av %(who)s %(day)s") % words

"""Every paragraph, form and custom that a rule rests on, and how sure we are of it.

confidence  T    read in the official text
            S    read in a region's own document, or in Läkartidningen's survey
            W    read in an excerpt of a public page
            R1   read in a third party's transcription
            B    background knowledge
            own  our own rule; nobody else has said it

The paragraphs of HSLF-FS 2021:8 were not at hand. What they say is known from others,
so rules that rest on them carry «källa ej verifierad» until somebody has read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

UNVERIFIED = "källa ej verifierad"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Source:
    """Where a rule comes from. `title` is what people see after a refusal."""

    key: str
    title: str
    confidence: str
    url: str = ""
    law: bool = True

    @property
    def verified(self) -> bool:
        """Has somebody here read it where it is decided?

        A region's own document decides for that region. For law only the official
        text will do.
        """
        if self.law:
            return self.confidence == "T"
        return self.confidence in ("T", "S", "own")

    @property
    def label(self) -> str:
        return self.title if self.verified else f"{self.title} ({UNVERIFIED})"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Dated(Generic[Value]):
    """A figure of law with the days it came into force.

    A change is a further pair; the old one stays for programmes that began under it.
    """

    values: tuple[tuple[date, Value], ...]
    source: Source
    unit: str = ""

    def __iter__(self) -> Iterator[tuple[date, Value]]:
        return iter(self.values)

    @property
    def latest(self) -> Value:
        """What holds now, for figures of our own that follow no regulation."""
        return max(self.values, key=lambda pair: pair[0])[1]

    def on(self, day: date) -> Value:
        """What held on that day? LookupError before the first value."""
        for since, value in sorted(self.values, key=lambda pair: pair[0], reverse=True):
            if since <= day:
                return value
        raise LookupError(f"{self.source.key}: no value on {day.isoformat()}")


REGULATION = "HSLF-FS 2021:8"
IN_FORCE = date(2021, 7, 1)

_PSF = "https://rkrattsbaser.gov.se/sfst?bet=2010:1369"

# --------------------------------------------------------------------- read by us
PSF_4_1 = Source("psf.4.1", "patientsäkerhetsförordningen 4 kap. 1 §", "T", _PSF)
PSF_4_1_A = Source("psf.4.1a", "patientsäkerhetsförordningen 4 kap. 1 a §", "T", _PSF)
PSF_8 = Source("psf.8.2-3", "patientsäkerhetsförordningen 8 kap. 2–3 §§", "T", _PSF)
PSF_3_6 = Source("psf.3.6", "patientsäkerhetsförordningen 3 kap. 6 §", "T", _PSF)
HSF_5_2 = Source(
    "hsf.5.2",
    "hälso- och sjukvårdsförordningen 5 kap. 2 §",
    "T",
    "https://rkrattsbaser.gov.se/sfst?bet=2017:80",
)
BILAGA_1 = Source("hslf.bilaga1", "HSLF-FS 2021:8, bilaga 1", "T")
BILAGA_2 = Source("hslf.bilaga2", "HSLF-FS 2021:8, bilaga 2", "T")
BILAGA_3 = Source("hslf.bilaga3", "HSLF-FS 2021:8, bilaga 3", "T")
BILAGA_4 = Source("hslf.bilaga4", "HSLF-FS 2021:8, bilaga 4", "T")

# ------------------------------------------------------- law, known at second hand
HSLF_FS_2021_8 = Source("hslf", "HSLF-FS 2021:8", "S")
SUPERVISORS = Source("hslf.handledare", "HSLF-FS 2021:8 om handledare", "S")
EXTERNAL_ASSESSOR = Source("hslf.extern", "HSLF-FS 2021:8 om extern bedömare", "S")
ASSESSMENT = Source("hslf.5", "HSLF-FS 2021:8, 5 kap. om kompetensbedömning", "S")
PLACEMENT_COUNT = Source("hslf.placeringar", "HSLF-FS 2021:8 om placeringar", "S")
SETTING_LENGTH = Source(
    "hslf.tid", "HSLF-FS 2021:8 om tid i primärvård och akut sjukvård", "W"
)
PSYCHIATRY = Source("hslf.psykiatri", "HSLF-FS 2021:8 om psykiatri", "W")
TARGETS_2021 = Source("malbeskrivning", "Målbeskrivningar 2021, BT1–BT18", "R1")
MONTH_COUNTING = Source("lag1930.173", "lagen (1930:173), så som AT-tid räknas", "W")
CREDIT_BEFORE_LICENCE = Source(
    "bt.fore-legitimation", "reglerna om tjänstgöring före legitimation", "S"
)
FIXED_TERM = Source("bt.tidsbegransad", "avtalet om tidsbegränsad BT", "S")
WHO_DOES_BT = Source("sos.vem", "Socialstyrelsen om vilka som ska göra BT", "W")
OLDER_RULES = Source("sosfs.2015.8", "Socialstyrelsen om SOSFS 2015:8", "W")
STILL_AT = Source("at.efter2026", "regionerna om vilka som fortfarande gör AT", "S")
OSL_21_1 = Source("osl.21.1", "offentlighets- och sekretesslagen 21 kap. 1 §", "B")
OSL_21_3 = Source("osl.21.3", "offentlighets- och sekretesslagen 21 kap. 3 §", "B")
OSL_21_7 = Source("osl.21.7", "offentlighets- och sekretesslagen 21 kap. 7 §", "W")
OSL_22_1 = Source("osl.22.1", "offentlighets- och sekretesslagen 22 kap. 1 §", "B")
FDBL_16 = Source("fdbl.16", "folkbokföringslagen 16–17 §§", "B")
OSL_39_2 = Source("osl.39.2", "offentlighets- och sekretesslagen 39 kap. 2 §", "W")
OSL_39_3 = Source("osl.39.3", "offentlighets- och sekretesslagen 39 kap. 3 §", "W")
OSL_6_7 = Source("osl.6.7", "offentlighets- och sekretesslagen 6 kap. 7 §", "W")
PUBLIC_RECORDS = Source("tf.2", "tryckfrihetsförordningen 2 kap.", "B")
APPEAL_TIME = Source("kl.13.5", "kommunallagen 13 kap. om överklagande", "W")
FL_44 = Source("fl.44", "förvaltningslagen 43–44 §§ om överklagande", "W")
LAST_DAY_MOVES = Source("lag1930.173.2", "lagen (1930:173) 2 §", "B")
RECORD_RETENTION = Source("ra-fs.2019.1", "gallring så som i RA-FS 2019:1", "W")
APPLY_IN_TIME = Source("sos.integrerad", "Socialstyrelsen om integrerad BT", "W")

# ------------------------------------------------------------ regions, and ourselves
REGIONAL_MODEL = Source("regional", "regionens modell", "S", law=False)
HOUSE = Source("bt-admin", "bt-admins egen regel", "own", law=False)

ALL: tuple[Source, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Source)
)

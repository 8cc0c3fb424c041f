"""A dossier as long as they come: eighteen delmål, sixty assessments, long texts."""

from datetime import UTC, datetime

GIVEN = {
    "taken_at": datetime(2027, 12, 20, 9, 30, tzinfo=UTC),
    "sha256": "ab" * 32,
    "control_code": "-".join(["7F3A"] * 8),
}

LONG = (
    "Tar en strukturerad anamnes även när patienten är orolig, och sammanfattar i lugn "
    "och ro. Återkopplar till sköterskan på Ängön. Kunde ha frågat efter ŋ och æ. 🩺 "
)
CODES = [f"BT{number}" for number in range(1, 19)]


def thing(key: str, title: str, times: int = 3) -> dict:
    return {
        "id": key,
        "title": title,
        "facts": [
            ["Placering", "Akutmedicin och anestesi, Länssjukhuset Växjö"],
            ["När", "12 mars 2027"],
            ["Räknas för", "BT1–BT4 och BT9"],
            ["Bedömare", "Þórdís Ångström-Öberg"],
            ["Signerad", "Signerat i bt-admin av Þórdís Ångström-Öberg, handledare."],
        ],
        "marks": [[f"Område {n}", f"{n % 5 + 1} Självständigt"] for n in range(8)],
        "texts": [["Gjorde bra", LONG * times], ["Att träna på", LONG * times]],
    }


def part(key: str, title: str, entries: list) -> dict:
    return {"key": key, "title": title, "empty": "Inget.", "entries": entries}


def long_dossier(
    assessments: int = 60, papers: int = 18, delmal: int = len(CODES)
) -> dict:
    reads = [thing(f"b{n}", f"Mini-CEX {n}, mottagning") for n in range(assessments)]
    overall = [thing(f"s{n}", f"Sammantagen bedömning {n}") for n in range(4)]
    evidence = [
        {
            "id": code,
            "title": f"{code} Medicinsk bedömning och behandling",
            "facts": [["Läge", "Intygat"], ["Vilar på", "bedömningar: 9"]],
            "marks": [
                [f"Mini-CEX, {n} mars 2027, Primärvård", "Självständigt. Lo Ek"]
                for n in range(1, 10)
            ],
            "texts": [],
        }
        for code in CODES[:delmal]
    ]
    certified = [
        thing(f"i{code}", f"Intyg om delmål, {code}", 8) for code in CODES[:papers]
    ]
    return {
        "format": "bt-admin underlag 1",
        "doctor": "Máire Gyllenspetz-Öhrnberg",
        "region": "Region Kronoberg",
        "employment": "Fristående BT",
        "regulation": "HSLF-FS 2021:8",
        "facts": [["Region", "Region Kronoberg"], ["Slutar", "31 december 2027"]],
        "figures": [["Bedömningar", str(assessments)], ["Bedömare", "23"]],
        "missing": ["Intyg saknas för BT7.", "Inget BT-kollegium är dokumenterat."],
        "thin": ["BT7", "BT12"],
        "placements": [
            {
                "title": f"Akutmedicin och anestesi {n}",
                "place": "Länssjukhuset i Växjö, akutkliniken",
                "when": "18 januari–14 februari 2027 och 20 september–31 december 2027",
                "assessor": "Þórdís Ångström-Öberg",
                "count": 15,
                "overall": "Signerad",
            }
            for n in range(4)
        ],
        "delmal": [
            {
                "code": code,
                "name": "Kommunikation med patienter och närstående i svåra samtal",
                "certified": code != "BT7",
                "assessments": 9,
                "activities": 2,
            }
            for code in CODES
        ],
        "parts": [
            part("delmal", "Delmål för delmål", evidence),
            part("sammantagna", "Sammantagna bedömningar", overall),
            part("bedomningar", "Alla bedömningar", reads),
            part(
                "kollegium", "Kollegium", [thing("k", "2 juni 2027: I fas, med plan")]
            ),
            part("planer", "Oro och handlingsplaner", []),
            part("intyg", "Intyg", certified),
        ],
    }

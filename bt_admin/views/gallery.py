"""Every component in every state, on one page. Exists only with BT_DEMO=1."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.forms.widgets import NOT_SEEN, Ladder
from bt_admin.lib import timeline
from bt_admin.lib.forms import (
    Choices,
    DateField,
    Outcomes,
    ScaleLadder,
    ScaleRow,
    refuse,
)
from bt_admin.lib.pieces import (
    Cell,
    GoalRow,
    Goals,
    Person,
    PlacementLine,
    State,
    Tab,
    Todo,
)
from bt_admin.lib.sources import BILAGA_3, SUPERVISORS
from bt_admin.lib.swedish import STOCKHOLM
from bt_admin.lib.verdicts import YES, Reason, Verdict
from regions.drafts import Sheet

TODAY = date(2027, 9, 14)
LEVELS = [
    (1, "Observerar"),
    (2, "Med handledaren bredvid"),
    (3, "Handledaren nära till hands"),
    (4, "Självständigt"),
    (5, "Kan handleda andra"),
]
ANCHORS = {
    1: "Ser på när någon annan gör.",
    2: "Gör, men behöver hjälp i varje steg.",
    3: "Gör själv, frågar innan beslut.",
    4: "Gör själv, redovisar efteråt.",
    5: "Gör, förklarar och rättar andra.",
}
ROW = [*[(figure, str(figure)) for figure in range(1, 6)], ("", "ej sett")]

NO = Verdict(
    (
        Reason(
            "Rutan om primärvård är tom.",
            BILAGA_3,
            remedy="Skriv den när primärvården är klar, senast 16 januari.",
        ),
        Reason("Din handledarutbildning är inte registrerad.", SUPERVISORS),
    )
)


class GalleryForm(forms.Form):
    readers = {"practise": "Läses av Yousef, hans handledare och studierektor."}

    unit = forms.CharField(
        label="Vårdenhet",
        help_text="Börja skriva, eller välj bland dina senaste.",
        initial="Vuxenpsykiatriska kliniken Växjö",
    )
    seen_on = DateField(label="Observerad den")
    instrument = forms.ChoiceField(
        label="Instrument", choices=[("mini_cex", "Mini-CEX"), ("dops", "DOPS")]
    )
    practise = forms.CharField(
        label="Det här ska du öva på",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    scan = forms.FileField(
        label="Intyget som PDF", help_text="Högst 10 MB.", required=False
    )
    delmal = forms.MultipleChoiceField(
        label="Räknas för",
        choices=[("BT9", "BT9 Bemötande"), ("BT10", "BT10 Samarbeta och leda arbetet")],
        widget=forms.CheckboxSelectMultiple,
        initial=["BT9"],
        error_messages={"required": "Välj minst ett delmål."},
    )
    assessor = forms.ChoiceField(
        label="Vem ska bedöma?",
        choices=[("known", "Gunilla Ståhlberg-Ängquist"), ("link", "Någon annan")],
        widget=Choices(
            notes={"link": "Med en länk i mejl."}, unfolds={"link": ["mail"]}
        ),
        initial="known",
    )
    mail = forms.EmailField(label="Arbetsadress", required=False)
    read = forms.BooleanField(label="Jag har läst bedömningen", required=False)
    level = forms.ChoiceField(
        label="Hur självständigt arbetade Yousef?",
        help_text="Bedöm det du såg, inte det du tror.",
        choices=LEVELS,
        widget=ScaleLadder(anchors=ANCHORS),
        error_messages={"required": "Välj en nivå."},
    )
    history = forms.ChoiceField(
        label="Anamnes", choices=ROW, widget=ScaleRow, initial=3, required=False
    )
    status = forms.ChoiceField(
        label="Status", choices=ROW, widget=ScaleRow, required=False
    )
    outcome = forms.ChoiceField(
        label="Vad kommer du fram till?",
        choices=[
            ("reached", "Samtliga delmål är uppnådda"),
            ("clinical", "Mer tjänstgöring behövs"),
        ],
        widget=Outcomes(
            notes={
                "reached": "Du signerar bilaga 4.",
                "clinical": "AT/BT-chefen beslutar om förlängning.",
            },
            unfolds={"clinical": ["needed"]},
        ),
        initial="clinical",
    )
    needed = forms.CharField(
        label="Vad som behövs", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class FlatForm(forms.Form):
    level = forms.ChoiceField(
        label="Självständighet, liggande när det finns plats",
        choices=LEVELS,
        widget=ScaleLadder(anchors=ANCHORS, flat=True),
        initial=3,
    )
    seen = forms.ChoiceField(
        label="Självständighet, om det gick att se",
        choices=[*LEVELS, (NOT_SEEN, "Gick inte att bedöma")],
        widget=Ladder(anchors=ANCHORS),
        required=False,
    )


def gallery(request: HttpRequest) -> HttpResponse:
    context = forms_shown() | answers() | pictures() | lists()
    return render(request, "pages/gallery.html", context)


def forms_shown() -> dict[str, Any]:
    """The same form as it comes and as it comes back."""
    wrong = GalleryForm(
        {
            "unit": "Medicinkliniken",
            "seen_on": "2027-02-30",
            "instrument": "dops",
            "practise": "Ring bakjouren tidigare. Pat 19121212-1212 fick vänta.",
            "assessor": "known",
            "outcome": "reached",
        },
        auto_id="fel_%s",
    )
    refuse(wrong, NO)
    return {
        "filled": GalleryForm(auto_id="rent_%s"),
        "wrong": wrong,
        "flat": FlatForm(auto_id="flat_%s"),
        "restored": draft("restored"),
        "changed": draft("changed"),
    }


def draft(state: str) -> Sheet:
    """Poured into the form, or beside it."""
    return Sheet(
        form="/galleri/", writer=Person("Gunilla Ståhlberg", "", ""), state=state,
        shape="", basis="", url="", drop_url="", use_url="#falt", back="", secret="",
        saved_at=datetime(2027, 9, 14, 10, 42, tzinfo=STOCKHOLM),
        lines=[("Fortsätt med", "Du började med A och B."), ("Nivå", "Självständigt")],
    )  # fmt: skip


def answers() -> dict[str, Any]:
    levels = [messages.SUCCESS, messages.INFO, messages.WARNING, messages.ERROR]
    texts = [
        "Bedömningen är signerad och låst.",
        "Systemet uppdateras i kväll kl. 22–23. Allt sparat finns kvar.",
        "Du loggas ut om 2 minuter. Det du skrivit är sparat.",
        "Kunde inte spara. Texten ligger kvar i den här webbläsaren.",
    ]
    return {
        "no": NO,
        "yes": YES,
        "notices": [Message(*pair) for pair in zip(levels, texts, strict=True)],
        "points": [
            ("sign", "Du står för bedömningen som handledare, Gunilla Ståhlberg."),
            ("lock", "Texten låses. En rättelse blir en ny version."),
            ("mail", "Yousef får besked genast och kan svara."),
        ],
        "dates": [("Utförd", "6 sep"), ("Registrerad", "6 sep"), ("Signeras", "nu")],
        "states": [
            State("ok", "Klar"),
            State("ok", "Signerad", "lock"),
            State("now", "På väg"),
            State("wait", "Väntar på Gunilla"),
            State("none", "Saknas"),
            State("warn", "5 dagar kvar", "clock"),
            State("warn", "Efter plan"),
            State("bad", "Försenad 1 dag"),
        ],
    }


def pictures() -> dict[str, Any]:
    block = timeline.Block
    year = timeline.year(
        [
            block("Introduktion", "Intro", "primary_care", *days("0118", "0214")),
            block("Internmedicin", "Med", "acute_care", *days("0215", "0418")),
            block("Kirurgi", "Kir", "acute_care", *days("0419", "0718")),
            block("Psykiatri", "Psyk", "psychiatry", *days("0719", "0919")),
            block("Primärvård", "PV", "primary_care", *days("0920", "1231")),
        ],
        today=TODAY,
        milestones=[
            timeline.Milestone(date(2027, 9, 30), "Kollegium 30 sep"),
            timeline.Milestone(date(2027, 12, 20), "Extern bedömning vecka 51"),
        ],
    )
    return {"year": year, "goals": goals()}


def goals() -> Goals:
    way, missing = State("now", "På väg"), State("none", "Saknas")
    certified = State("ok", "Intygat", "lock")
    strong, thin = Cell(4, "strong", "#delmal"), Cell(1, "thin", "#delmal")
    rows = [
        GoalRow("BT1", "Akuta och icke akuta sjukdomstillstånd", way, "#delmal",
                [thin, strong, Cell(3, "enough")], "4 av 6", note="4 av 6 krav."),
        GoalRow("BT3", "Lagar och andra författningar", certified, "#delmal",
                [Cell(), Cell(1, "enough"), Cell()], "1 av 1", "nr 1"),
        GoalRow("BT12", "Barn och ungdomar", missing, "",
                [Cell(planned=True), Cell(), Cell()], "0 av 3",
                note="Planerat: barnavårdscentral i november."),
    ]  # fmt: skip
    return Goals(["Primärvård", "Internmedicin", "Kirurgi"], rows)


def lists() -> dict[str, Any]:
    late, soon = date(2027, 9, 13), date(2027, 9, 16)
    return {
        "crumbs": [("BT-läkare", "#"), ("Ebba Åkerström-Lindqvist", "#")],
        "tabs": [
            Tab("Översikt", "#", current=True),
            Tab("Bedömningar", "#", count=23),
            Tab("Intyg", "#"),
        ],
        "facts": [
            ("Delmål", "10 av 18, väntat 12"),
            ("Heltidsmånader", "8,0 av minst 6,0"),
            ("Anställning", "Fristående, 100 %"),
        ],
        "todos": [
            Todo("Signera Mini-CEX för Yousef Al-Hamdani", "#", "Psykiatri, 6 september",
                 "Nivå, två meningar och signatur återstår.", late, TODAY),
            Todo("Utse handledare för Zeynep Yıldırım", "#",
                 "Primärvård från 20 september", "", soon, TODAY),
            Todo("Läs ditt intyg", "#"),
        ],
        "people": [
            Person("Ylva-Kristina Hägerström Björkqvist", "Internmedicin till 14 november",
                   "#", "08-465 004 20", "ylva@example.org"),
            Person("Ingen utsedd", "",
                   state=State("bad", "Handledare saknas från 20 september")),
        ],
        "placements": [
            PlacementLine("Kirurgi", "Kirurgkliniken Växjö", *days("0419", "0718"),
                          State("ok", "Överlämnad")),
            PlacementLine("Psykiatri", "Vuxenpsykiatriska kliniken Växjö",
                          *days("0719", "0919"), State("warn", "Bedömning väntar", "clock"),
                          "#"),
        ],
        "steps": [("Planerad", "done"), ("Pågår", "current"), ("Fullgjord", "")],
        "log": [
            (datetime(2027, 9, 14, 10, 42, tzinfo=STOCKHOLM), "Gunilla signerade", ""),
            (datetime(2027, 9, 13, 16, 20, tzinfo=STOCKHOLM), "Per-Åke läste", "#"),
        ],
        "page": Paginator(range(230), 50).page(2),
        "menu": [("Region Kronoberg", "AT/BT-chef", "#", True),
                 ("Region Kalmar län", "Extern bedömare", "#", False)],
        "ways": [("key", "Passernyckel", "BT-enheten lägger upp den på plats.", "#")],
        "said_on": date(2027, 9, 21),
    }  # fmt: skip


def days(first: str, last: str) -> tuple[date, date]:
    """Two days of 2027, month and day."""
    return date.fromisoformat(f"2027{first}"), date.fromisoformat(f"2027{last}")

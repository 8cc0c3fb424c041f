"""The assessor's form, generated from the instrument."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from assessments.actions import Content, Shown
from assessments.forms.occasion import OccasionForm, told_before
from assessments.forms.texts import text_box
from assessments.forms.widgets import NOT_SEEN, Ladder, Row, answered
from assessments.rules.instruments import Item, Section
from bt_admin.lib.forms import Choices, ScaleLadder
from bt_admin.lib.swedish import delmal_list, listing


@dataclass(frozen=True)
class Area:
    """A section of the form as the page shows it."""

    section: Section
    fields: list[forms.BoundField]


class AnswerForm(OccasionForm):
    """Everything an instrument asks. Half filled it may be saved, not signed.

    `version` and `digest` say which stored text the form was shown with.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        doctor: str,
        with_occasion: bool = True,
        signing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.signing = signing
        if not with_occasion:
            self.keep_only_the_day()
        for item in self.given.items:
            self.fields[f"item_{item.key}"] = item_field(item, item is self.given.whole)
        for prompt in self.given.prompts:
            # No limit here: the rule counts, and says how much too long a text is.
            self.fields[f"text_{prompt.key}"] = text_box(prompt.label, prompt.hint)
        self.asked = self.names_asked()
        self.readers = self.who_reads(doctor)

    def keep_only_the_day(self) -> None:
        names = ("placement", "setting", "what", "difficulty", "delmal")
        for name in (*names, *self.extra_names):
            self.fields.pop(name, None)

    def names_asked(self) -> tuple[str, ...]:
        """What is not marked «valfritt»: asked for, though a draft may be without."""
        items = [f"item_{item.key}" for item in self.given.items if self.needs(item)]
        texts = [f"text_{one.key}" for one in self.given.prompts if not one.optional]
        return ("delmal", *self.extra_names, *items, *texts)

    def who_reads(self, doctor: str) -> dict[str, str]:
        """The first box names the readers, the others say that they are the same."""
        names = [doctor, *(one for one in self.given.readers if one != "BT-läkaren")]
        first = _("Läses av %(readers)s.") % {"readers": listing(names)}
        boxes = [f"text_{prompt.key}" for prompt in self.given.prompts]
        return {box: _("Samma läsare.") for box in boxes} | {boxes[0]: first}

    def needs(self, item: Item) -> bool:
        """The whole, and each group of delmål; single areas may be passed over."""
        return not item.optional and (item is self.given.whole or bool(item.delmal))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.signing:
            for item in self.given.items:
                name = f"item_{item.key}"
                if self.needs(item) and not answered(self, name) and item.scale:
                    self.add_error(name, unanswered(item))
        return told

    @property
    def shown(self) -> Shown:
        told = self.cleaned_data
        return Shown(told.get("version") or 0, told.get("digest") or "")

    def content(self) -> Content:
        told = self.cleaned_data
        return Content(
            occasion=self.occasion(),
            answers={
                item.key: level(told[f"item_{item.key}"])
                for item in self.given.items
                if answered(self, f"item_{item.key}")
            },
            texts={
                prompt.key: told[f"text_{prompt.key}"] for prompt in self.given.prompts
            },
            reason=told.get("too_few_reason", ""),
        )

    # ----------------------------------------------------- as the page lays it out
    @property
    def areas(self) -> list[Area]:
        """The sections whose items may be passed over, each with its fields."""
        parts = [
            (section, [item for item in section.items if not self.needs(item)])
            for section in self.given.sections
        ]
        return [
            Area(section, [self[f"item_{item.key}"] for item in items])
            for section, items in parts
            if items
        ]

    @property
    def groups(self) -> list[forms.BoundField]:
        """The groups of delmål that are all judged."""
        return [self[f"item_{i.key}"] for i in self.given.items if i.delmal]

    @property
    def whole(self) -> forms.BoundField | None:
        whole = self.given.whole
        return self[f"item_{whole.key}"] if whole else None

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[f"text_{prompt.key}"] for prompt in self.given.prompts]

    @property
    def occasion_fields(self) -> list[forms.BoundField]:
        names = (
            *self.extra_names, "what", "setting", "performed_on", "placement",
            "difficulty", "delmal",
        )  # fmt: skip
        return [self[name] for name in names if name in self.fields]

    @property
    def occasion_is_wrong(self) -> bool:
        return any(field.errors for field in self.occasion_fields)

    @property
    def areas_are_open(self) -> bool:
        """Open when something there is wrong, or has been answered."""
        fields = [field for area in self.areas for field in area.fields]
        return any(field.errors or field.value() is not None for field in fields)


class OverallForm(AnswerForm):
    """The sammantagna bedömningen; asks why, when there are fewer than there should."""

    def __init__(self, *args: Any, too_few: str = "", **kwargs: Any) -> None:
        super().__init__(*args, with_occasion=False, **kwargs)
        if too_few:
            self.fields["too_few_reason"] = text_box(
                _("Varför finns det inte fler bedömningar?"), too_few, 1000, rows=2
            )
            self.asked = (*self.asked, "too_few_reason")
            self.readers["too_few_reason"] = _("Samma läsare.")


def item_field(item: Item, is_whole: bool) -> forms.Field:
    wrong = {"invalid_choice": _("Välj ett av svaren i listan.")}
    if item.options:
        return forms.ChoiceField(
            label=item.label,
            choices=list(enumerate(item.options, start=1)),
            widget=Choices(),
            required=False,
            error_messages=wrong,
        )
    assert item.scale is not None
    steps = [(step.value, step.label) for step in item.scale.steps]
    unseen = (
        [(NOT_SEEN, item.scale.not_assessable)] if item.scale.not_assessable else []
    )
    if is_whole:
        anchors = dict(zip(item.scale.values, item.anchors, strict=True))
        widget: forms.Widget = (Ladder if unseen else ScaleLadder)(anchors=anchors)
    else:
        widget = Row()
    return forms.ChoiceField(
        label=item.question if is_whole else row_label(item),
        help_text=whole_hint(item) if is_whole else "",
        choices=[*steps, *unseen],
        widget=widget,
        required=False,
        error_messages=wrong,
    )


def whole_hint(item: Item) -> str:
    return f"{item.look_for} {_('Bedöm det du såg, inte det du tror.')}".strip()


def row_label(item: Item) -> str:
    """The area, and under it what to look for, or which delmål it is about."""
    note = item.look_for or delmal_list(item.delmal)
    return format_html('{}<br><span class="note">{}</span>', item.label, note)


def unanswered(item: Item) -> str:
    assert item.scale is not None
    if not item.scale.not_assessable:
        return _("Välj en nivå.")
    words = {"not_seen": item.scale.not_assessable}
    return _("Välj en nivå, eller ”%(not_seen)s”.") % words


def level(value: str) -> int | None:
    return int(value) if value else None


def filled_in(assessment: Any) -> dict[str, Any]:
    """A stored assessment, as the form's initial values."""
    answers: Mapping[str, int | None] = assessment.answers
    return {
        **told_before(assessment),
        **{
            f"item_{key}": NOT_SEEN if value is None else value
            for key, value in answers.items()
        },
        **{f"text_{key}": text for key, text in assessment.texts.items()},
        "too_few_reason": assessment.reason,
    }

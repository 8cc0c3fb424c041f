"""The components, as template tags, and Swedish dates and numbers, as filters."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms, template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bt_admin.lib import swedish
from bt_admin.lib.forms import faults, unfolded_names
from bt_admin.lib.pieces import State

register = template.Library()

ICON_OF_TONE = {"now": "half", "wait": "clock"}
ICON_OF_ANSWER = {"no": "bad", "yes": "ok", "": "warn"}
FILTERS = (
    *("day", "long_day", "short_day", "week_day", "month", "iso", "clock", "moment"),
    *("period", "short_period", "relative_day", "number", "percent", "months"),
    *("lasting", "column_months", "weeks", "days", "listing", "delmal_list"),
)


def _filter(name: str) -> Callable[..., str]:
    format_value = getattr(swedish, name)

    def show(value: Any, *args: Any) -> str:
        if value in (None, ""):
            return ""
        if isinstance(value, datetime):
            value = timezone.localtime(value)
        return format_value(value, *args)

    # The library looks at the signature to know whether an argument is wanted.
    if name in ("period", "short_period", "relative_day"):
        return lambda value, other: show(value, other)
    return lambda value: show(value)


for _name in FILTERS:
    register.filter(_name, _filter(_name))


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of static/icons.svg; what it means stands beside it as a word."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("icons.svg"),
        name,
    )


@register.simple_tag
def share(part: float | None, whole: float) -> str:
    """How far along, as SVG wants it: "55.6%", with a point in every language."""
    return f"{100 * min(part or 0, whole) / whole:.1f}%" if whole else "0%"


@register.inclusion_tag("_components/state.html")
def state(tone: str, word: str, icon: str = "", filled: bool = False) -> dict[str, Any]:
    mark = icon or ICON_OF_TONE.get(tone, tone)
    return {"tone": tone, "word": word, "mark": mark, "filled": filled}


@register.inclusion_tag("_components/state.html")
def state_of(given: State, filled: bool = False) -> dict[str, Any]:
    return state(given.tone, given.word, given.icon, filled)


@register.inclusion_tag("_components/verdict.html")
def verdict(
    verdict: Any,
    heading: str = "",
    tone: str | None = None,
    folded: bool = False,
    level: int = 2,
    text: str = "",
) -> dict[str, Any]:
    """Why not, what to think of, or yes. With nothing to say nothing is shown."""
    stops = getattr(verdict, "reasons", ())
    reasons = stops or getattr(verdict, "warnings", ())
    if tone is None:
        tone = "no" if stops else "" if reasons else "yes"
    if reasons and not heading:
        heading = _("Varför inte?") if stops else _("Tänk på")
    return {
        "reasons": reasons,
        "heading": heading,
        "tone": tone,
        "mark": ICON_OF_ANSWER[tone],
        "folded": folded,
        "level": level,
        "text": text,
    }


@register.inclusion_tag("_components/error_summary.html")
def error_summary(*given: forms.BaseForm) -> dict[str, Any]:
    """What is wrong, first on the page. Accepts forms, and lists of forms."""
    return {"faults": [fault for form in _flat(given) for fault in faults(form)]}


@register.simple_tag(takes_context=True)
def error_prefix(context: template.Context) -> str:
    """«Fel: » first in the title, when the page's `form` or `forms` have errors."""
    given = (context.get("form"), context.get("forms"))
    wrong = any(form.errors for form in _flat(given))
    return _("Fel: ") if wrong else ""


@register.inclusion_tag("_components/field.html")
def field(field: forms.BoundField, label: str = "", level: int = 0) -> dict[str, Any]:
    """A field with everything round it. `level` makes the label a heading as well."""
    return {"field": field, "label": label or field.label, "level": level}


@register.inclusion_tag("_components/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """Every field of a form, in its order; those that fold out stand in their place."""
    folded = unfolded_names(form)
    shown = [one for one in form.visible_fields() if one.name not in folded]
    return {"shown": shown, "hidden": form.hidden_fields()}


@register.simple_block_tag(end_name="endcomponent")
def component(content: SafeString, name: str, **given: Any) -> SafeString:
    """A component round the HTML between the tags: templates/_components/<name>.html."""
    inner = {**given, "content": content}
    # Rendered by the template engine, which escaped what needed it.
    return SafeString(get_template(f"_components/{name}.html").render(inner))


def _flat(given: Any) -> list[forms.BaseForm]:
    """Forms out of forms, lists of forms, formsets and nothing."""
    flat: list[forms.BaseForm] = []
    for one in given:
        if isinstance(one, forms.BaseForm):
            flat.append(one)
        elif one:
            flat.extend(_flat(one))
    return flat


# ----------------------------------------------------------------- skyddade personuppgifter
@register.filter
def is_protected(key: object, request: Any) -> bool:
    """Has this person, or whose this is, skyddade personuppgifter? No query."""
    return str(key) in getattr(request, "protected", {})


@register.tag
def careful(parser: Any, token: Any) -> "Careful":
    """What stands between is searched for people with skyddade personuppgifter."""
    nodelist = parser.parse(("endcareful",))
    parser.delete_first_token()
    return Careful(nodelist)


class Careful(template.Node):
    """A page that names, or leads to, such a person begins with a warning that says so.

    Who they are came with the region (`hide_protected`): to those who may see none,
    the page is drawn as it would be without this.
    """

    def __init__(self, nodelist: Any) -> None:
        self.nodelist = nodelist

    def render(self, context: Any) -> SafeString:
        page = self.nodelist.render(context)
        shown = getattr(context.get("request"), "protected", None) or {}
        names = {
            name for key, name in shown.items() if key in page or escape(name) in page
        }
        if not names:
            return page
        banner = get_template("regions/_protected.html")
        return banner.render({"names": sorted(names)}) + page

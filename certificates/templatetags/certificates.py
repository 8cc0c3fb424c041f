"""What the pages of the apps below show of this one, without importing it."""

from typing import Any

from django import template

from certificates import queries
from regions.access import today

register = template.Library()


@register.inclusion_tag("certificates/_next_step.html", takes_context=True)
def next_step(context: template.Context, programme: Any) -> dict[str, Any]:
    """What is missing for the next step of this BT, and who does it."""
    user = context["request"].user
    return {"step": queries.next_step_for(programme, user, today())}

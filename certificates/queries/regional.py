"""How the region has it: who signs first, and what people are called there."""

from typing import Any

from placements.models import Programme

BT_CHEF = "BT-chef"
CONTACT = "regionens BT-kansli"


def setting(programme: Programme, table: str, key: str, default: Any = None) -> Any:
    """One of the region's own figures or words, as its model has it."""
    return programme.model.settings.get(table, {}).get(key, default)


def bt_chef(programme: Programme) -> str:
    """«AT/BT-chefen»: the region's own title, in definite form."""
    title = setting(programme, "organisation", "titles", {}).get("bt_manager", BT_CHEF)
    return f"{title}en"


def main_supervisor_first(programme: Programme) -> bool:
    """Does huvudansvarig handledare sign bilaga 4 before the extern bedömare?"""
    return bool(setting(programme, "final_assessment", "main_supervisor_signs_first"))


def bilaga_3_signatory(programme: Programme) -> str:
    """«AT/BT-chef eller biträdande AT/BT-chef»: who that is here."""
    label = setting(programme, "bilaga_3_signatory", "label")
    return label or bt_chef(programme)

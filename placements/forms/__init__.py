"""What people type about BT and plans, read and checked."""

from placements.forms.appointing import SearchForm, SupervisorForm
from placements.forms.filters import FilterForm
from placements.forms.opening import OpenForm
from placements.forms.plan import NewPlacementForm, PeriodForm, PlacementForm

__all__ = [
    "FilterForm",
    "NewPlacementForm",
    "OpenForm",
    "PeriodForm",
    "PlacementForm",
    "SearchForm",
    "SupervisorForm",
]

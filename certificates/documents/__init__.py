"""Socialstyrelsen's four forms for BT, HSLF-FS 2021:8 bilaga 1-4, as PDF.

Each form is a dataclass of what stands in its boxes and a `render_…` that prints it;
without arguments the dataclass is the empty form. Nothing here knows the database.
"""

from .application import Annexes, ApplicationForm, CountryAndDate, render_application
from .competence import CompetenceForm, render_competence
from .completed import ROWS, CompletedForm, ServiceRow, render_completed
from .delmal import DelmalForm, render_delmal
from .errors import CannotPrint, DoesNotFit, NotInFont, TooManyRows
from .layout import Form, overflowing, print_form
from .people import Applicant, Certifier
from .splitting import DelmalEntry, compose_delmal, split_delmal
from .text import months, number_ranges

# Kept with every issued document: which version of our forms printed it.
TEMPLATE_VERSION = "HSLF-FS 2021:8/2"

__all__ = [
    "ROWS",
    "TEMPLATE_VERSION",
    "Annexes",
    "Applicant",
    "ApplicationForm",
    "CannotPrint",
    "Certifier",
    "CompetenceForm",
    "CompletedForm",
    "CountryAndDate",
    "DelmalEntry",
    "DelmalForm",
    "DoesNotFit",
    "Form",
    "NotInFont",
    "ServiceRow",
    "TooManyRows",
    "compose_delmal",
    "months",
    "number_ranges",
    "overflowing",
    "print_form",
    "render_application",
    "render_competence",
    "render_completed",
    "render_delmal",
    "split_delmal",
]

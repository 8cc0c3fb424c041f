"""What whoever runs the system should hear: a region that seals, and cannot; and a file
about the envelope and the fee that cannot be read.

Run by `manage.py check --database default`, and before tables are migrated. Warnings:
certificates are printed all the same, unsealed, and say so.
"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from certificates.queries.electronic import electronic_path, key_state
from certificates.queries.posting import posting
from regions.clock import database_now
from regions.context import in_region
from regions.models import Region

HINT = "Make or renew it with `manage.py region_key` (docs/drift.md)."


@register(Tags.database)
def sealing_regions_have_keys(
    app_configs: Any = None, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every region that wants its seal on its certificates has a key that may be used."""
    if not databases or not _migrated():
        return []
    return [message for region in Region.objects.all() for message in _missing(region)]


@register()
def the_envelope_is_described(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """The file that BT_SENDING_FILE names says all it must."""
    try:
        posting()
    except (OSError, ValueError) as problem:
        hint = "Copy certificates/data/socialstyrelsen.toml and change it."
        return [Error(f"BT_SENDING_FILE: {problem}", hint, id="certificates.E001")]
    return []


def _missing(region: Region) -> Iterator[CheckMessage]:
    with in_region(region.pk):
        path, state = electronic_path(region.pk), key_state(region, database_now())
    if not (path.seals or path.shares):
        return
    if state.problem:
        text = f"{region} seals its certificates, and cannot: {state.problem}"
        yield Warning(text, HINT, id="certificates.W001")
    elif state.soon:
        text = f"{region}: the key for sealing expires on {state.expires:%Y-%m-%d}."
        yield Warning(text, HINT, id="certificates.W002")


def _migrated() -> bool:
    """Is nothing left to migrate? Until then even entering a region may ask for more
    than the database has.
    """
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())

"""Refuse to start when regions could leak: the database is asked, not trusted.

Run by `manage.py check --database default`, and by the web server and the worker
when they start.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from regions.migration_operations import has_region, tenant_references


@register(Tags.database)
def regions_are_apart(
    app_configs: Any = None, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Everything that must hold before a row is shown to anybody."""
    if not databases or settings.DATABASE_ROLE == "owner":
        return []
    return [*role_bypasses(), *tables_without_policy(), *views_without_invoker()]


def refuse_unsafe_start() -> None:
    """Raise unless every check holds."""
    if errors := regions_are_apart(databases=["default"]):
        raise ImproperlyConfigured("\n".join(str(error) for error in errors))


def ask(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def role_bypasses() -> Iterator[Error]:
    """The application's role is no superuser, bypasses no policy, owns no table."""
    [(name, above, owned)] = ask(
        "SELECT r.rolname, r.rolsuper OR r.rolbypassrls, (SELECT count(*) FROM pg_class"
        " c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'v'))"
        " FROM pg_roles r WHERE r.rolname = current_user"
    )
    hint = "Connect as bt_app; only `manage.py migrate` connects as the owner."
    if above:
        yield Error(
            f"The role {name} sees every region's rows.", hint, id="regions.E001"
        )
    if owned:
        yield Error(f"The role {name} owns {owned} tables.", hint, id="regions.E002")


def tables_without_policy() -> Iterator[Error]:
    """Every table with a region has its policy, forced, and composite keys."""
    protected = {
        table
        for (table,) in ask(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity"
        )
    }
    keys = {
        name
        for (name,) in ask(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) = 2"
        )
    }
    existing = {
        name for (name,) in ask("SELECT relname FROM pg_class WHERE relkind = 'r'")
    }
    for model in apps.get_models():
        table = model._meta.db_table
        if not has_region(model) or table not in existing:
            continue
        if table not in protected:
            yield Error(f"{table} has no forced policy.", id="regions.E003")
        for column, _other in tenant_references(model):
            if f"{table}_{column}_same_region" not in keys:
                yield Error(
                    f"{table}.{column} may point into another region.",
                    id="regions.E004",
                )


def views_without_invoker() -> Iterator[Error]:
    """A view shows what its owner sees unless it says otherwise."""
    rows = ask(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'v' AND n.nspname = current_schema()"
        " AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)"
    )
    for (name,) in rows:
        yield Error(f"The view {name} bypasses row-level security.", id="regions.E005")

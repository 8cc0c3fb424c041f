"""Migration steps that keep regions apart, and signed texts as they were.

`KeepRegionsApart` gives a table its row-level security policy and makes every foreign
key to another region-bound table carry the region too: PostgreSQL checks foreign keys
past all policies, so region 3 could otherwise hang a row on a doctor in region 1.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

HERE = "(SELECT nullif(current_setting('app.region', true), '')::int)"
ME = "(SELECT nullif(current_setting('app.actor', true), '')::uuid)"


def tenant_references(model: Any) -> list[tuple[str, str]]:
    """(column, table) for each foreign key of this model to a region-bound table."""
    return [
        (field.column, field.related_model._meta.db_table)
        for field in model._meta.local_fields
        if field.is_relation and has_region(field.related_model)
    ]


def has_region(model: Any) -> bool:
    return any(field.name == "region" for field in model._meta.local_fields)


class KeepRegionsApart(Operation):
    """One plain equality on `app.region` decides which rows of a table exist.

    With `own_rows`, people also see the rows that speak of themselves (their roles),
    whatever the region: that is how they find the regions they may enter.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, own_rows: bool = False) -> None:
        self.model_name = model_name
        self.own_rows = own_rows

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in the models."""

    def describe(self) -> str:
        return f"Keep regions apart in {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_apart"

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        for statement in self.statements(model):
            schema_editor.execute(statement)

    def statements(self, model: Any) -> list[str]:
        table = model._meta.db_table
        visible = f"region_id = {HERE}"
        if self.own_rows:
            visible += f" OR user_id = {ME}"
        return [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY apart ON {table} USING ({visible})"
            f" WITH CHECK (region_id = {HERE})",
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_with_region"
            " UNIQUE (region_id, id)",
            *(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_region"
                f" FOREIGN KEY (region_id, {column}) REFERENCES {other}"
                " (region_id, id) DEFERRABLE INITIALLY DEFERRED"
                for column, other in tenant_references(model)
            ),
        ]

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        for column, _other in tenant_references(model):
            schema_editor.execute(
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_region"
            )
        schema_editor.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_with_region"
        )
        schema_editor.execute(f"DROP POLICY apart ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


class KeepReferenceInRegion(Operation):
    """The composite key of one foreign key that came to a table later."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, field_name: str) -> None:
        self.model_name = model_name
        self.field_name = field_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing changes in the models."""

    def describe(self) -> str:
        return f"Keep regions apart in {self.model_name}.{self.field_name}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_{self.field_name}_apart"

    def names(self, app_label: str, state: ProjectState) -> tuple[str, str, str]:
        """This table, the column, and the table it points to."""
        model: Any = state.apps.get_model(app_label, self.model_name)
        field = model._meta.get_field(self.field_name)
        return model._meta.db_table, field.column, field.related_model._meta.db_table

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table, column, other = self.names(app_label, to_state)
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_same_region"
            f" FOREIGN KEY (region_id, {column}) REFERENCES {other}"
            " (region_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table, column, _other = self.names(app_label, from_state)
        schema_editor.execute(
            f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_same_region"
        )


def locked(table: str, when: str, except_columns: tuple[str, ...] = ()) -> str:
    """SQL that refuses to change or delete a row of `table` once `when` holds.

    `when` is a condition on OLD; the columns named may still change. Nobody is above
    it, the owner of the table included.
    """
    free = ", ".join(f"'{column}'" for column in except_columns)
    same = (
        f"to_jsonb(NEW) - ARRAY[{free}]::text[] = to_jsonb(OLD) - ARRAY[{free}]::text[]"
    )
    return f"""
    CREATE FUNCTION {table}_locked() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {when} AND (TG_OP = 'DELETE' OR NOT ({same})) THEN
            RAISE EXCEPTION '{table}: a signed row is never changed'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER {table}_locked BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_locked();
    """


def closed(table: str, when: str) -> str:
    """SQL that refuses a new row of `table` once `when`, a condition on NEW, holds."""
    return f"""
    CREATE FUNCTION {table}_closed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {when} THEN
            RAISE EXCEPTION '{table}: nothing is added to what is signed'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER {table}_closed BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_closed();
    """


def own_alone(table: str, column: str) -> str:
    """SQL that shows a row to the person in `column` alone, in their region.

    Restrictive: it narrows what `apart` shows, whatever a query asks for.
    """
    return (
        f"CREATE POLICY own ON {table} AS RESTRICTIVE"
        f" USING ({column} = {ME}) WITH CHECK ({column} = {ME})"
    )


HIDDEN = (
    "((SELECT coalesce(nullif(current_setting('app.hidden', true), ''), '{}'))::uuid[])"
)


def unseen(table: str, column: str) -> str:
    """SQL that shows no row about somebody whose personal data are protected.

    `app.hidden` has been set by `hide_protected` for whoever asks. Restrictive, and
    about what is shown alone: a new row is for `apart` to judge.
    """
    return (
        f"CREATE POLICY unseen ON {table} AS RESTRICTIVE"
        f" USING (NOT ({column} = ANY ({HIDDEN}))) WITH CHECK (true)"
    )


def seen(table: str) -> str:
    """The reverse of `unseen`."""
    return f"DROP POLICY unseen ON {table}"


class Unseen(RunSQL):
    """`unseen` for one table, both ways."""

    def __init__(self, table: str, column: str) -> None:
        super().__init__(unseen(table, column), seen(table))
        self.table, self.column = table, column

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "Unseen", [self.table, self.column], {}


def union_view(name: str, parts: tuple[str, ...]) -> str:
    """SQL for a view of two columns that each app above adds its part to."""
    rows = " UNION ".join(parts)
    return f"CREATE OR REPLACE VIEW {name} WITH (security_invoker = true) AS {rows}"


# Who is protected now in the active region, and each thing that would tell of them.
PROTECTED_THINGS = (
    "SELECT user_id AS person, user_id AS thing FROM regions_protection"
    " WHERE ended_at IS NULL",
)
# Who may see them: they themselves, and those named.
PROTECTED_READERS = (
    "SELECT user_id AS person, user_id AS reader FROM regions_protection"
    " WHERE ended_at IS NULL",
    "SELECT p.user_id, r.user_id FROM regions_protection p"
    " JOIN regions_protectionreader r ON r.protection_id = p.id"
    " WHERE p.ended_at IS NULL AND r.ended_at IS NULL",
)

# Sets `app.hidden` to the things that whoever asks is not shown, and answers with the
# protected things that they are shown, each with the person's name. Without anybody who
# asks (the worker) nothing is hidden; with `from_all` everything is, also one's own.
HIDE_PROTECTED = """
CREATE OR REPLACE FUNCTION hide_protected(from_all boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    me uuid := nullif(current_setting('app.actor', true), '')::uuid;
    known uuid[] := '{}';
    hidden text;
    shown text;
BEGIN
    PERFORM set_config('app.hidden', '', true);
    IF coalesce(current_setting('app.region', true), '') = ''
        OR (me IS NULL AND NOT from_all)
        OR NOT EXISTS (SELECT FROM regions_protection WHERE ended_at IS NULL)
    THEN
        RETURN '';
    END IF;
    IF NOT from_all THEN
        known := ARRAY(SELECT r.person FROM protected_readers r WHERE r.reader = me);
    END IF;
    SELECT array_agg(t.thing) FILTER (WHERE NOT t.person = ANY (known))::text,
        json_object_agg(t.thing, u.first_name || ' ' || u.last_name)
            FILTER (WHERE t.person = ANY (known) AND t.person <> me)
        INTO hidden, shown
        FROM protected_things t JOIN regions_user u ON u.id = t.person;
    PERFORM set_config('app.hidden', coalesce(hidden, ''), true);
    RETURN coalesce(shown, '');
END $$;
"""


def opened(table: str) -> str:
    """The reverse of `closed`."""
    return f"DROP TRIGGER {table}_closed ON {table}; DROP FUNCTION {table}_closed();"


def unlocked(table: str) -> str:
    """The reverse of `locked`."""
    return f"DROP TRIGGER {table}_locked ON {table}; DROP FUNCTION {table}_locked();"


# ------------------------------------------------------- weeding by an approved decision
WEEDING = """
CREATE FUNCTION being_weeded(of_table oid, thing uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.weeding', true), '') <> ''
        AND current_user = (
            SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = of_table
        )
        AND EXISTS (
            SELECT 1 FROM certificates_retentionproposal p
            WHERE p.id::text = current_setting('app.weeding', true)
              AND p.approved_by_id <> p.proposed_by_id
              AND p.approved_at IS NOT NULL AND p.dropped_at IS NULL
              AND p.things ? thing::text
        )
$$;
"""
NO_WEEDING = "DROP FUNCTION being_weeded(oid, uuid);"


def locked_but_for_weeding(
    table: str,
    when: str,
    except_columns: tuple[str, ...] = (),
    thing: str = "id",
) -> str:
    """`locked` anew, for a table that has it: an approved weeding alone may pass.

    `thing`: the column that the decision lists, when the row hangs on another.
    """
    made = locked(table, when, except_columns).split("CREATE TRIGGER")[0]
    opening = (
        f"IF being_weeded(TG_RELID, OLD.{thing}) THEN"
        " RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;"
    )
    made = made.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    return made.replace("BEGIN", f"BEGIN {opening}", 1)


def weedable(
    kind: str,
    table: str,
    empties: str = "",
    children: tuple[tuple[str, str], ...] = (),
    *,
    emptied: tuple[tuple[str, str, str], ...] = (),
    blank: str = "''",
) -> str:
    """SQL for the one way to weed a kind of thing: `weed_<kind>(decision, things)`.

    It runs as the tables' owner, in the active region, and takes only what an approved
    decision of this kind lists. `empties`: the column whose content goes, `blank` in
    its place, and that of `emptied` (table, column of the thing, column) first; without
    it the rows go, their `children` (table, column) first.
    """
    listed = (
        " = ANY (things) AND region_id = here AND EXISTS (SELECT 1 FROM"
        " certificates_retentionproposal p WHERE p.id = decision AND p.things ?"
    )
    first = "".join(
        f"DELETE FROM {child} c WHERE c.{column}{listed} c.{column}::text);\n"  # noqa: S608 - our own tables
        for child, column in children
    )
    first += "".join(
        f"UPDATE {child} c SET {content} = '' WHERE c.{column}{listed} c.{column}::text);\n"  # noqa: S608
        for child, column, content in emptied
    )
    act = f"DELETE FROM {table} t"  # noqa: S608
    if empties:
        act = f"UPDATE {table} t SET {empties} = {blank}"  # noqa: S608
    return f"""
    CREATE FUNCTION weed_{kind}(decision uuid, things uuid[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    DECLARE
        gone integer;
        here integer := nullif(current_setting('app.region', true), '')::int;
    BEGIN
        PERFORM 1 FROM certificates_retentionproposal p
        WHERE p.id = decision AND p.region_id = here AND p.kind = '{kind}'
          AND p.approved_by_id <> p.proposed_by_id
          AND p.approved_at IS NOT NULL AND p.dropped_at IS NULL;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'weed_{kind}: no approved decision'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        PERFORM set_config('app.weeding', decision::text, true);
        {first}
        {act} WHERE t.id{listed} t.id::text);
        GET DIAGNOSTICS gone = ROW_COUNT;
        PERFORM set_config('app.weeding', '', true);
        RETURN gone;
    END $$;
    REVOKE ALL ON FUNCTION weed_{kind}(uuid, uuid[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION weed_{kind}(uuid, uuid[]) TO bt_app;
    """


def not_weedable(kind: str) -> str:
    """The reverse of `weedable`."""
    return f"DROP FUNCTION weed_{kind}(uuid, uuid[]);"

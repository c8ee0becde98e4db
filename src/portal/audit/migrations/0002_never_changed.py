"""On PostgreSQL the database itself refuses to change or remove an event."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MAKE = (
    "CREATE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'The audit log is added to and never changed.'; END $$",
    "CREATE TRIGGER audit_never_changed BEFORE UPDATE OR DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_never_changed()",
)
UNMAKE = ("DROP TRIGGER audit_never_changed ON audit_event", "DROP FUNCTION audit_never_changed()")


def _run(statements: tuple[str, ...], schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in statements:
            schema_editor.execute(statement)


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    _run(MAKE, schema_editor)


def unmake(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    _run(UNMAKE, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]

"""PostgreSQL makes the promise of scopes once more, whatever the code above it forgets: row-level security.

Each statement carries the scope it is sent in, set for its own transaction only and in the same breath, so that it costs
no journey of its own and cannot be left behind on a connection that somebody else is given. Policies read it there. A
statement sent without a scope sees no row and writes none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.signals import connection_created
from django.db.migrations import RunPython

from portal.councils import scope

_NOW = "(SELECT current_setting('poet.scope', true))"  # asked once a statement, not once a row
EVERYWHERE = f"{_NOW} = '*'"
# They must work in a transaction that has failed, and see no row.
_ON_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


def in_areas(column: str) -> str:
    """The condition that a column holds the code of an area in the scope."""
    return f"({EVERYWHERE} OR {column} = ANY (string_to_array({_NOW}, ',')))"


def at_link(column: str) -> str:
    """The condition that a column holds the token of the link in the scope."""
    return f"('=' || {column} = {_NOW})"


def seen(table: str, key: str, column: str) -> str:
    """The condition that the row a column points to is in the scope itself."""
    return f"({EVERYWHERE} OR EXISTS (SELECT 1 FROM {table} WHERE {table}.{key} = {column}))"  # noqa: S608 (names from migrations)


def protect(table: str, condition: str) -> RunPython:
    """A migration's step: only rows that fit are seen and written, by the tables' owner too. Nothing elsewhere than on
    PostgreSQL.
    """
    policy = f"{table}_in_scope"
    make = (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {policy} ON {table} USING {condition} WITH CHECK {condition}",
    )
    unmake = (
        f"DROP POLICY {policy} ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    )
    return RunPython(_running(make), _running(unmake))


def read_too(table: str, condition: str) -> RunPython:
    """A migration's step after `protect`: rows that fit are read by anybody, in no scope too; none of them is written so."""
    policy = f"{table}_in_public"
    make = (f"CREATE POLICY {policy} ON {table} FOR SELECT USING ({condition})",)
    return RunPython(_running(make), _running((f"DROP POLICY {policy} ON {table}",)))


def _running(statements: tuple[str, ...]) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def run(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        del apps
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


def begin() -> None:
    """Tell each connection to PostgreSQL the scope from now on."""
    connection_created.connect(_listen, dispatch_uid="row-security")


def _listen(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql" and _telling not in connection.execute_wrappers:
        connection.execute_wrappers.append(_telling)


def _telling(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 (as Django calls it)
    """Send a statement with its scope before it."""
    connection, standing = context["connection"], scope.present()
    if (standing is None and not connection.in_atomic_block) or sql.lstrip().upper().startswith(_ON_TRANSACTIONS):
        return execute(sql, params, many, context)
    said = standing.sql if standing else ""  # codes and tokens only: Scope lets nothing else in
    cursor = context["cursor"].cursor
    if many or getattr(cursor, "name", None):
        return _apart(connection, said, lambda: execute(sql, params, many, context))
    # SET is no query: PostgreSQL plans nothing for it. What is sent together is a transaction, so that it ends with it.
    answer = execute(f"SET LOCAL poet.scope = '{said}';{sql}", params, many, context)
    cursor.nextset()
    return answer


def _apart(connection: BaseDatabaseWrapper, said: str, execute: Callable[[], Any]) -> Any:
    """For statements that nothing can stand before: the scope is set by itself, and taken back if no transaction's end
    will.
    """
    local = connection.in_atomic_block
    connection.connection.execute("SELECT set_config('poet.scope', %s, %s)", [said, local])
    try:
        return execute()
    finally:
        if not local:
            connection.connection.execute("SELECT set_config('poet.scope', '', false)")

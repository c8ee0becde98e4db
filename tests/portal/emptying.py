"""PostgreSQL's tables are emptied between tests by deleting the rows that are there."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from portal.councils import scope

_AUDIT = "audit_event"  # whose trigger lets nobody delete


def begin(connection: Any) -> None:
    """From now on this connection's tables are emptied so."""

    def flush(_style: Any, tables: list[str], **_wanted: Any) -> list[str]:
        return list(tables)

    def execute(tables: list[str]) -> None:
        names = [connection.ops.quote_name(table) for table in tables]
        with scope.everywhere("the next test begins with nothing"), transaction.atomic(), connection.cursor() as cursor:
            there = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)
            cursor.execute(there)
            filled = [name for (name,) in cursor.fetchall()]
            # References are looked at when the transaction ends, so that tables may be emptied in any order.
            for name in filled:
                guarded = name.strip('"') == _AUDIT
                if guarded:
                    cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
                cursor.execute(f"DELETE FROM {name}")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            if f'"{_AUDIT}"' in filled:
                cursor.execute(f'ALTER TABLE "{_AUDIT}" ENABLE TRIGGER USER')

    connection.ops.sql_flush, connection.ops.execute_sql_flush = flush, execute

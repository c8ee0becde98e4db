"""A JSON text from outside, read with care: how long it may be, and every value asked what it is before it is used."""

from __future__ import annotations

import json
from typing import Any

from poet.exchange.carrying import refused

LARGEST_FILE = 5_000_000
MOST_DEEP = 60


def document(data: bytes, name: str, what: str) -> dict[str, Any]:
    """The object that the text holds. Raises Refused."""
    if len(data) > LARGEST_FILE:
        raise refused(name, f"The file has {len(data):,} bytes.", f"Shorten it to {LARGEST_FILE:,} bytes or fewer.")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
        _depth(found, 0)
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise refused(name, "The file is not UTF-8.", "Save it as UTF-8 and try again.") from error
    except RecursionError as error:
        raise refused(
            name, "Lists or objects are nested too deeply.", f"Is it {what}? Save it again from its program."
        ) from error
    except ValueError as error:
        raise refused(name, f"The file is not JSON: {error}.", f"Save it again as {what}.") from error
    if not isinstance(found, dict):
        raise refused(name, "The file holds no object.", f"Save it again as {what}.")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is not a number")


def _depth(value: object, depth: int) -> None:
    if depth > MOST_DEEP:
        raise RecursionError
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        _depth(one, depth + 1)


def said(table: dict[str, Any], key: str) -> str:
    """The text under a key; of a text in several languages the default or the first; a number as its text."""
    value = table.get(key)
    if isinstance(value, dict):
        value = value.get("default") or next(iter(value.values()), "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}"
    return value.strip() if isinstance(value, str) else ""


def objects(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects in the list under a key; anything else is passed over."""
    value = table.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def figure(table: dict[str, Any], key: str) -> float | None:
    """The number under a key."""
    value = table.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

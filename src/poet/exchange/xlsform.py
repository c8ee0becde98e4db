"""XLSForm, the workbook that most survey programs read: sheets survey, choices and settings.

What XLSForm has no column for stands in columns whose names begin with `poet_`; other programs pass over them.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from itertools import groupby

from openpyxl import Workbook

from poet.exchange.carrying import PREFIX, Carried, Words, first_words, parted, unoffered, unseen, worded
from poet.exchange.toml import Table, tables
from poet.exchange.xlsform_reading import brought, read
from poet.instrument import NOT_UNDERSTOOD, Instrument

__all__ = ["brought", "carried", "read"]

_TYPES = {"one": "select_one", "many": "select_multiple", "number": "decimal", "text": "text"}
# Columns in the order in which people read them; ours follow.
_FIRST = ("type", "list_name", "name", "label", "hint", "relevant", "constraint", "form_title", "form_id", "version")


def carried(instrument: Instrument) -> Carried:
    """The questionnaire as an XLSForm workbook."""
    raw = tables(instrument)
    words = first_words(raw)
    sheets = {
        "survey": list(_survey(raw, words)),
        "choices": list(_choices(raw)),
        "settings": [_settings(raw, words)],
        "poet_wordings": [{**one, "words": json.dumps(one.get("words", {}))} for one in raw.get("variants", ())],
    }
    columns = {column: None for rows in sheets.values() for row in rows for column in row if column.startswith(PREFIX)}
    kept = [column.removeprefix(PREFIX) for column in columns]
    losses = (
        *unseen([*kept, *(["words"] if raw.get("variants") else [])], "column"),
        *unoffered(instrument, beside_fields=False),
    )
    return Carried(_workbook({title: rows for title, rows in sheets.items() if rows}), losses)


def xml_name(own_id: str) -> str:
    """An id as the name of an XML element, which does not begin with a digit or a dash."""
    return own_id if own_id[0].isalpha() else f"_{own_id}"


def _kept(kept: Mapping[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{key}": value for key, value in kept.items()}


def _settings(raw: Table, words: Words) -> dict[str, str]:
    own = {key: value for key, value in raw.items() if isinstance(value, str)}
    shown, kept = parted(own, ("title", "id", "version", "about"), words)
    return {"form_title": shown["title"], "form_id": shown["id"], "version": shown["version"], **_kept(kept)}


def _survey(raw: Table, words: Words) -> Iterator[dict[str, str]]:
    """A note with the first page, then each section as a group."""
    if about := raw.get("about"):
        yield {"type": "note", "name": "poet.about", "label": str(worded(about, words))}
    sections = {one["id"]: one for one in raw["sections"]}
    for place, (name, items) in enumerate(groupby(raw["items"], key=lambda item: item["section"])):
        section = sections[name]
        shown, kept = parted(section, ("id", "title", "intro"), words)
        # A section that comes in pieces has a group for each; its words stand at the first.
        group = {"type": "begin_group", "name": f"section.{place}", "label": shown["title"]}
        yield {**group, f"{PREFIX}id": name, **_kept(kept)}
        if intro := shown.get("intro"):
            yield {"type": "note", "name": f"intro.{place}", "label": intro}
        for item in items:
            yield _question(item, words)
        yield {"type": "end_group"}


def _question(item: Table, words: Words) -> dict[str, str]:
    shown, kept = parted(item, ("id", "section", "kind", "ask", "hint"), words)
    list_name = item.get("scale") or f"options.{item['id']}"
    has_options = item["kind"] in {"one", "many"}
    row = {
        "type": f"{_TYPES[item['kind']]} {list_name}" if has_options else _TYPES[item["kind"]],
        "name": xml_name(item["id"]),
        "label": shown["ask"],
        "hint": shown.get("hint", ""),
        "relevant": " and ".join(_rule(one) for one in item.get("when", ())),
        "constraint": _constraint(item),
        **_kept(kept),
    }
    own_id = {f"{PREFIX}id": item["id"]} if row["name"] != item["id"] else {}
    return {key: value for key, value in {**row, **own_id}.items() if value}


def _rule(condition: Table) -> str:
    name = xml_name(condition["item"])
    some = " or ".join(f"selected(${{{name}}}, '{code}')" for code in condition["is"])
    return f"({some})" if len(condition["is"]) > 1 else some


def _constraint(item: Table) -> str:
    if item["kind"] == "many":
        alone = [one["code"] for one in item.get("options", ()) if one.get("alone") or one.get("apart")]
        return " and ".join(f"not(selected(., '{code}') and count-selected(.) > 1)" for code in alone)
    low = f". >= {item.get('low', 0.0):g}" if item["kind"] == "number" else ""
    high = f". <= {item['high']:.12g}" if "high" in item else ""
    return " and ".join(part for part in (low, high) if part)


def _choices(raw: Table) -> Iterator[dict[str, str]]:
    lists = {one["id"]: one["options"] for one in raw.get("scales", ())}
    own = {f"options.{one['id']}": one["options"] for one in raw["items"] if one.get("options")}
    for name, options in (*lists.items(), *own.items()):
        for option in options:
            shown, kept = parted(option, ("code", "text"), {})
            yield {"list_name": name, "name": shown["code"], "label": shown["text"], **_kept(kept)}
        if said := raw.get("not_understood"):
            yield {"list_name": name, "name": NOT_UNDERSTOOD, "label": said}


def _workbook(sheets: Mapping[str, list[dict[str, str]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        columns = sorted({key: None for row in rows for key in row}, key=lambda key: key not in _FIRST)
        for number, column in enumerate(columns, start=1):
            for place, text in enumerate([column, *(row.get(column, "") for row in rows)], start=1):
                if text:
                    cell = sheet.cell(place, number, text)
                    cell.data_type = "s"  # a text that begins with = is a text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()

"""SurveyJS, the JSON of web surveys: pages with elements. Our own keys stand beside theirs as `poet_` properties."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from poet.exchange.carrying import (
    PREFIX,
    Brought,
    Carried,
    Loss,
    Spot,
    Words,
    first_words,
    parted,
    refused,
    unoffered,
    unseen,
)
from poet.exchange.gathering import USUAL_SECTION, Gathered
from poet.exchange.json_text import document, figure, objects, said
from poet.exchange.relevance import Atom, NotHeld, clauses
from poet.exchange.toml import Table, tables
from poet.instrument import NOT_UNDERSTOOD, Instrument

_TYPES = {"one": "radiogroup", "many": "checkbox", "number": "text", "text": "comment"}
_KINDS = {
    "radiogroup": "one",
    "dropdown": "one",
    "checkbox": "many",
    "tagbox": "many",
    "comment": "text",
    "text": "text",
}
_ITEM = r"\{(?P<item>[^{}]+)\}"
ATOMS = (
    Atom(re.compile(rf"{_ITEM}\s*anyof\s*\[(?P<codes>[^\[\]]*)\]", re.IGNORECASE)),
    Atom(re.compile(rf"{_ITEM}\s*(?:contains|==?)\s*(?P<codes>'[^']*'|\"[^\"]*\")", re.IGNORECASE)),
)


def carried(instrument: Instrument) -> Carried:
    """The questionnaire as the JSON of a SurveyJS survey."""
    raw = tables(instrument)
    words = first_words(raw)
    shown, kept = parted({k: v for k, v in raw.items() if isinstance(v, str)}, ("title", "about"), words)
    survey: dict[str, Any] = {"title": shown["title"], "description": shown.get("about", ""), **_kept(kept)}
    survey["poet_variants"] = [_kept(parted(one, (), {})[1]) for one in raw.get("variants", ())]
    survey["pages"] = list(_pages(raw, words))
    content = json.dumps(survey, ensure_ascii=False, indent=1)
    keys = [*re.findall(rf'"{PREFIX}(\w+)":', content), *(["words"] if raw.get("variants") else [])]
    return Carried(content.encode(), (*unseen(keys, "property"), *unoffered(instrument, beside_fields=False)))


def _kept(kept: Mapping[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{key}": value for key, value in kept.items()}


def _pages(raw: Table, words: Words) -> Iterator[Table]:
    sections = {one["id"]: one for one in raw["sections"]}
    multiple = {one["id"] for one in raw["items"] if one["kind"] == "many"}
    scales = {one["id"]: one["options"] for one in raw.get("scales", ())}
    for place, (name, items) in enumerate(groupby(raw["items"], key=lambda item: item["section"])):
        shown, kept = parted(sections[name], ("id", "title", "intro"), words)
        page = {"name": f"page-{place}", "title": shown["title"], "description": shown.get("intro", "")}
        elements = [
            _element(item, scales.get(item.get("scale", ""), item.get("options", [])), raw, words, multiple)
            for item in items
        ]
        yield {**page, "poet_id": name, **_kept(kept), "elements": elements}


def _element(item: Table, options: list[Table], raw: Table, words: Words, multiple: set[str]) -> Table:
    shown, kept = parted(item, ("id", "section", "kind", "ask", "hint", "low", "high"), words)
    element: Table = {"type": _TYPES[item["kind"]], "name": item["id"], "title": shown["ask"], **_kept(kept)}
    element |= {"description": shown["hint"]} if "hint" in shown else {}
    if item["kind"] == "number":
        element |= {"inputType": "number", "min": item.get("low", 0.0), "max": item.get("high")}
    if rule := " and ".join(_rule(one, multiple) for one in item.get("when", ())):
        element["visibleIf"] = rule
    if options:
        element["choices"] = [_choice(one) for one in options]
        if text := raw.get("not_understood"):
            element["choices"].append({"value": NOT_UNDERSTOOD, "text": text})
    return {key: value for key, value in element.items() if value is not None}


def _rule(condition: Table, multiple: set[str]) -> str:
    sign = "contains" if condition["item"] in multiple else "="
    some = " or ".join(f"{{{condition['item']}}} {sign} '{code}'" for code in condition["is"])
    return f"({some})" if len(condition["is"]) > 1 else some


def _choice(option: Table) -> Table:
    shown, kept = parted(option, ("code", "text"), {})
    return {"value": shown["code"], "text": shown["text"], **_kept(kept)}


def brought(data: bytes, name: str) -> Brought:
    """A SurveyJS survey as the text of our own file, with what was left out. Raises Refused."""
    survey = document(data, name, "the JSON of a SurveyJS survey")
    found = Gathered(name)
    shown = {"title": said(survey, "title"), "about": said(survey, "description")}
    found.begin(shown, _own(survey), [_own(one) for one in objects(survey, "poet_variants")])
    for page in objects(survey, "pages") or [{"name": USUAL_SECTION, "elements": survey.get("elements")}]:
        own_id = said(page, "poet_id") or said(page, "name") or USUAL_SECTION
        title = said(page, "title") or own_id
        section = {"id": own_id, "title": title, "intro": said(page, "description")}
        kept = {key: value for key, value in _own(page).items() if key != "id"}
        _take(
            found, objects(page, "elements"), found.section(section, kept, Spot(f"page {own_id}")), _when(found, page)
        )
    return found.settled()


def _own(table: Table) -> dict[str, str]:
    return {
        key.removeprefix(PREFIX): value
        for key, value in table.items()
        if key.startswith(PREFIX) and isinstance(value, str)
    }


def _take(found: Gathered, elements: list[Table], section: str, above: list[Table]) -> None:
    """The elements of a page; those of a panel belong to its page and keep the panel's rule."""
    for element in elements:
        kind, spot = said(element, "type"), Spot(f"question {said(element, 'name')}")
        when = [*above, *_when(found, element)]
        if kind == "panel":
            _take(found, objects(element, "elements"), section, when)
        elif kind in {"html", "image", "expression"}:
            found.losses.append(Loss(spot.words, kind, f"{kind!r} asks nobody anything."))
        elif kind not in _KINDS:
            remedy = f"Use one of: {', '.join(_KINDS)}, panel."
            raise refused(found.name, f"The type {kind!r} cannot be taken in.", remedy, spot)
        else:
            _question(found, element, section, when, spot)


def _question(found: Gathered, element: Table, section: str, when: list[Table], spot: Spot) -> None:
    number = element.get("inputType") == "number"
    kind = "number" if number else _KINDS[said(element, "type")]
    shown: Table = {
        "id": said(element, "name"),
        "section": section,
        "kind": kind,
        "ask": said(element, "title") or said(element, "name"),
        "hint": said(element, "description"),
    }
    bounds = {"low": figure(element, "min") or None, "high": figure(element, "max")} if number else {}
    options = [] if kind in {"number", "text"} else [_option(found, one, spot) for one in _choices(element)]
    found.item({**shown, **bounds}, _own(element), when, options, spot)


def _choices(element: Table) -> list[Table]:
    given = element.get("choices")
    every = given if isinstance(given, list) else []
    return [one if isinstance(one, dict) else {"value": one} for one in every]


def _option(found: Gathered, choice: Table, spot: Spot) -> Table:
    code = said(choice, "value")
    return found.option({"code": code, "text": said(choice, "text") or code}, _own(choice), spot)


def _when(found: Gathered, element: Table) -> list[Table]:
    rule = said(element, "visibleIf")
    try:
        return clauses(rule, ATOMS) if rule else []
    except NotHeld as error:
        remedy = (
            "Use {question} = 'code' or {question} contains 'code', joined by and; join by or only for one question."
        )
        spot = Spot(f"question {said(element, 'name')}")
        raise refused(found.name, f"The rule cannot be held: {str(error)!r}.", remedy, spot) from error

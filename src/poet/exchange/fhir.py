"""FHIR, the JSON of health records: a Questionnaire of release 4B. Our own keys are extensions under `urn:poet:`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from poet.exchange.carrying import URN, Brought, Carried, Spot, Words, first_words, parted, refused, unoffered, unseen
from poet.exchange.gathering import Gathered
from poet.exchange.json_text import document, objects, said
from poet.exchange.toml import Table, tables
from poet.instrument import NOT_UNDERSTOOD, Instrument

_TYPES = {"one": "choice", "many": "choice", "number": "decimal", "text": "text"}
_KINDS = {"choice": "one", "boolean": "one", "decimal": "number", "integer": "number", "text": "text", "string": "text"}
_YES_NO = ({"code": "true", "text": "Yes"}, {"code": "false", "text": "No"})


def carried(instrument: Instrument) -> Carried:
    """The questionnaire as a FHIR Questionnaire."""
    raw = tables(instrument)
    words = first_words(raw)
    own = {key: value for key, value in raw.items() if isinstance(value, str)}
    shown, kept = parted(own, ("id", "version", "title", "language", "about"), words)
    wordings = [_extension("wording", _kept(parted(one, (), {})[1])) for one in raw.get("variants", ())]
    resource: dict[str, Any] = {
        "resourceType": "Questionnaire",
        "language": shown["language"],
        "extension": [*_kept(kept), *wordings],
        "url": f"{URN}questionnaire:{shown['id']}",
        "version": shown["version"],
        "title": shown["title"],
        "status": "draft",
        **({"description": shown["about"]} if "about" in shown else {}),
        "item": list(_groups(raw, words)),
    }
    content = json.dumps(resource, ensure_ascii=False, indent=1)
    keys = re.findall(rf'"url": "{URN}(\w+)"', content)
    return Carried(content.encode(), (*unseen(keys, "extension"), *unoffered(instrument, beside_fields=False)))


def _extension(key: str, inner: list[Table]) -> Table:
    return {"url": f"{URN}{key}", "extension": inner}


def _kept(kept: Mapping[str, str]) -> list[Table]:
    return [{"url": f"{URN}{key}", "valueString": value} for key, value in kept.items()]


def _groups(raw: Table, words: Words) -> Iterator[Table]:
    sections = {one["id"]: one for one in raw["sections"]}
    scales = {one["id"]: one["options"] for one in raw.get("scales", ())}
    for place, (name, items) in enumerate(groupby(raw["items"], key=lambda item: item["section"])):
        shown, kept = parted(sections[name], ("id", "title", "intro"), words)
        inner = [_asked(item, scales.get(item.get("scale", ""), item.get("options", [])), raw, words) for item in items]
        if intro := shown.get("intro"):
            inner.insert(0, {"linkId": f"section.{place}.intro", "text": intro, "type": "display"})
        head = {"linkId": f"section.{place}", "text": shown["title"], "type": "group"}
        yield {**head, "extension": _kept({"id": name, **kept}), "item": inner}


def _asked(item: Table, options: list[Table], raw: Table, words: Words) -> Table:
    """The question, in a group of its own for each rule that FHIR cannot hold beside another."""
    shown, kept = parted(item, ("id", "section", "kind", "ask"), words)
    when = item.get("when", [])
    question: Table = {"linkId": shown["id"], "text": shown["ask"], "type": _TYPES[item["kind"]]}
    question |= {"extension": _kept(kept)} if kept else {}
    question |= {"repeats": True} if item["kind"] == "many" else {}
    if options:
        question["answerOption"] = [_option(one) for one in options]
        if text := raw.get("not_understood"):
            question["answerOption"].append({"valueCoding": {"code": NOT_UNDERSTOOD, "display": text}})
    if all(len(one["is"]) == 1 for one in when):
        return {**question, **_rule(when, "all")}
    asked = {**question, **_rule(when[-1:], "any")}
    for number, condition in reversed(list(enumerate(when[:-1]))):
        group = {"linkId": f"{item['id']}.when.{number}", "type": "group", **_rule([condition], "any")}
        asked = {**group, "item": [asked]}
    return asked


def _rule(when: list[Table], behaviour: str) -> Table:
    rules = [
        {"question": one["item"], "operator": "=", "answerCoding": {"code": code}} for one in when for code in one["is"]
    ]
    several = {"enableBehavior": behaviour} if len(rules) > 1 else {}
    return {"enableWhen": rules, **several} if rules else {}


def _option(option: Table) -> Table:
    shown, kept = parted(option, ("code", "text"), {})
    extension = {"extension": _kept(kept)} if kept else {}
    return {**extension, "valueCoding": {"code": shown["code"], "display": shown["text"]}}


def brought(data: bytes, name: str) -> Brought:
    """A FHIR Questionnaire as the text of our own file, with what was left out. Raises Refused."""
    resource = document(data, name, "a FHIR Questionnaire in JSON")
    if resource.get("resourceType") != "Questionnaire":
        raise refused(name, "The file is no FHIR Questionnaire.", "Its resourceType must be Questionnaire.")
    found = Gathered(name)
    shown = {
        "id": re.split(r"[:/|]", said(resource, "url") or said(resource, "id") or "imported")[-1],
        "version": said(resource, "version"),
        "title": said(resource, "title") or said(resource, "name"),
        "language": said(resource, "language").split("-")[0],
        "about": said(resource, "description"),
    }
    wordings = [_own(one) for one in objects(resource, "extension") if said(one, "url") == f"{URN}wording"]
    kept = {key: value for key, value in _own(resource).items() if key != "wording"}
    found.begin({key: value for key, value in shown.items() if value}, kept, wordings)
    for item in objects(resource, "item"):
        _top(found, item)
    return found.settled()


def _own(element: Table) -> dict[str, str]:
    return {
        said(one, "url").removeprefix(URN): said(one, "valueString")
        for one in objects(element, "extension")
        if said(one, "url").startswith(URN)
    }


def _top(found: Gathered, item: Table) -> None:
    """A group as a section; a question that stands alone goes into the usual one."""
    spot = Spot(f"item {said(item, 'linkId')}")
    if said(item, "type") != "group":
        _take(found, [item], found.section({"id": "questions", "title": "Questions"}, {}, spot), [])
        return
    inner = objects(item, "item")
    intro = said(inner[0], "text") if inner and said(inner[0], "type") == "display" else ""
    kept = _own(item)
    own_id = kept.pop("id", "") or said(item, "linkId")
    section = found.section({"id": own_id, "title": said(item, "text") or own_id, "intro": intro}, kept, spot)
    _take(found, inner[1:] if intro else inner, section, _when(found, item))


def _take(found: Gathered, items: list[Table], section: str, above: list[Table]) -> None:
    for item in items:
        when = [*above, *_when(found, item)]
        kind, spot = said(item, "type"), Spot(f"item {said(item, 'linkId')}")
        if kind == "group":
            _take(found, objects(item, "item"), section, when)
        elif kind == "display":
            remedy = "Put its text into the hint of a question."
            raise refused(found.name, "A text stands between questions.", remedy, spot)
        elif kind not in _KINDS:
            remedy = f"Use one of: {', '.join(_KINDS)}, group."
            raise refused(found.name, f"The type {kind!r} cannot be taken in.", remedy, spot)
        else:
            _question(found, item, section, when, spot)


def _question(found: Gathered, item: Table, section: str, when: list[Table], spot: Spot) -> None:
    kind = "many" if item.get("repeats") is True and said(item, "type") == "choice" else _KINDS[said(item, "type")]
    shown: Table = {"id": said(item, "linkId"), "section": section, "kind": kind, "ask": said(item, "text")}
    options = [_answer(found, one, spot) for one in objects(item, "answerOption")] if kind in {"one", "many"} else []
    found.item(shown, _own(item), when, list(_YES_NO) if said(item, "type") == "boolean" else options, spot)
    _take(found, objects(item, "item"), section, when)


def _answer(found: Gathered, option: Table, spot: Spot) -> Table:
    coding = option.get("valueCoding")
    table = (
        coding if isinstance(coding, dict) else {"code": said(option, "valueString") or said(option, "valueInteger")}
    )
    code = said(table, "code")
    return found.option({"code": code, "text": said(table, "display") or code}, _own(option), spot)


def _when(found: Gathered, item: Table) -> list[Table]:
    """The rules of an item: all of them, or codes of one question of which any will do."""
    rules = [_condition(found, one, item) for one in objects(item, "enableWhen")]
    if said(item, "enableBehavior") != "any" or len(rules) < 2:
        return rules
    if len({one["item"] for one in rules}) > 1:
        raise _not_held(found, item)
    return [{"item": rules[0]["item"], "is": [code for one in rules for code in one["is"]]}]


def _condition(found: Gathered, rule: Table, item: Table) -> Table:
    coding, truth = rule.get("answerCoding"), rule.get("answerBoolean")
    code = said(coding, "code") if isinstance(coding, dict) else said(rule, "answerString")
    code = ("true" if truth else "false") if isinstance(truth, bool) else code
    if said(rule, "operator") != "=" or not code:
        raise _not_held(found, item)
    return {"item": said(rule, "question"), "is": [code]}


def _not_held(found: Gathered, item: Table) -> Exception:
    remedy = "Use = with a code, joined by all; join by any only for one question."
    return refused(found.name, "The rule cannot be held.", remedy, Spot(f"item {said(item, 'linkId')}"))

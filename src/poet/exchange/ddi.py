"""DDI-Codebook 2.5, the XML in which archives describe data: a variable for each item, a group for each section.

Our own keys are notes of the type `poet`. Archives have no word for routing, so each rule is also told as a universe.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from poet.exchange.carrying import Brought, Carried, Spot, Words, first_words, parted, refused, unoffered, unseen
from poet.exchange.gathering import USUAL_SECTION, Gathered
from poet.exchange.json_text import figure
from poet.exchange.toml import Table, tables
from poet.instrument import NOT_UNDERSTOOD, Instrument

NAMESPACE = "ddi:codebook:2_5"
LARGEST_FILE = 5_000_000
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SHOWN = ("id", "section", "ask", "hint", "low", "high")


def carried(instrument: Instrument) -> Carried:
    """The questionnaire as a DDI codebook."""
    raw = tables(instrument)
    words = first_words(raw)
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", _LANGUAGE: raw["language"]})
    _study(root, raw, words)
    data = SubElement(root, "dataDscr")
    _groups(data, raw, words)
    scales = {one["id"]: one["options"] for one in raw.get("scales", ())}
    for place, item in enumerate(raw["items"]):
        _variable(data, place, item, scales.get(item.get("scale", ""), item.get("options", [])), raw)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    keys = [note.get("subject", "") for note in root.iter("notes")] + ["words"] * bool(raw.get("variants"))
    return Carried(content, (*unseen(keys, "note"), *unoffered(instrument, beside_fields=False)))


def _study(root: Element, raw: Table, words: Words) -> None:
    own = {key: value for key, value in raw.items() if isinstance(value, str)}
    shown, kept = parted(own, ("id", "version", "title", "language", "about"), words)
    study = SubElement(root, "stdyDscr")
    citation = SubElement(study, "citation")
    title = SubElement(citation, "titlStmt")
    SubElement(title, "titl").text = shown["title"]
    SubElement(title, "IDNo").text = shown["id"]
    SubElement(SubElement(citation, "verStmt"), "version").text = shown["version"]
    if "about" in shown:
        SubElement(SubElement(study, "stdyInfo"), "abstract").text = shown["about"]
    _notes(study, kept)
    for wording in raw.get("variants", ()):
        _notes(study, {"wording": json.dumps(parted(wording, (), {})[1], ensure_ascii=False)})


def _notes(parent: Element, kept: Mapping[str, str]) -> None:
    for key, value in kept.items():
        SubElement(parent, "notes", {"type": "poet", "subject": key}).text = value


def _groups(data: Element, raw: Table, words: Words) -> None:
    sections = {one["id"]: one for one in raw["sections"]}
    runs = groupby(enumerate(raw["items"]), key=lambda placed: placed[1]["section"])
    for number, (name, items) in enumerate(runs):
        shown, kept = parted(sections[name], ("id", "title", "intro"), words)
        variables = " ".join(f"V{place}" for place, _ in items)
        group = SubElement(data, "varGrp", {"ID": f"G{number}", "name": name, "var": variables})
        SubElement(group, "labl").text = shown["title"]
        if "intro" in shown:
            SubElement(group, "txt").text = shown["intro"]
        _notes(group, kept)


def _variable(data: Element, place: int, item: Table, options: list[Table], raw: Table) -> None:
    shown, kept = parted(item, _SHOWN, first_words(raw))
    scale = "contin" if item["kind"] == "number" else "discrete"
    variable = SubElement(data, "var", {"ID": f"V{place}", "name": item["id"], "intrvl": scale})
    SubElement(variable, "labl").text = item.get("label", shown["ask"])
    question = SubElement(variable, "qstn")
    SubElement(question, "qstnLit").text = shown["ask"]
    if "hint" in shown:
        SubElement(question, "ivuInstr").text = shown["hint"]
    if item["kind"] == "number":
        bounds = {"min": f"{item.get('low', 0.0):.12g}"} | ({"max": f"{item['high']:.12g}"} if "high" in item else {})
        SubElement(SubElement(variable, "valrng"), "range", bounds)
    for rule in item.get("when", ()):
        SubElement(variable, "universe").text = f"Asked if {rule['item']} is {' or '.join(rule['is'])}"
    said = raw.get("not_understood")
    extra = [{"code": NOT_UNDERSTOOD, "text": said, "apart": True}] if said and options else []
    for option in (*options, *extra):
        category = SubElement(variable, "catgry", {"missing": "Y"} if option.get("apart") else {})
        SubElement(category, "catValu").text = option["code"]
        SubElement(category, "labl").text = option["text"]
    kind = "numeric" if item["kind"] == "number" else "character"
    SubElement(variable, "varFormat", {"type": kind})
    marks = {one["code"]: {key: one[key] for key in ("side", "alone") if key in one} for one in options}
    kept |= {"marks": json.dumps(marks)} if any(marks.values()) else {}
    _notes(variable, kept | ({"when": json.dumps(item["when"])} if "when" in item else {}))


def brought(data: bytes, name: str) -> Brought:
    """A DDI codebook as the text of our own file, with what was left out. Raises Refused."""
    root = _root(data, name)
    found = Gathered(name)
    study = root.find("stdyDscr")
    notes = study.findall("notes") if study is not None else []
    found_wordings = [_table(one.text, name, Spot("stdyDscr")) for one in notes if one.get("subject") == "wording"]
    wordings = [{key: str(value) for key, value in one.items()} for one in found_wordings]
    kept = _kept(study)
    kept.pop("wording", None)
    shown = {
        "id": _text(root, "stdyDscr/citation/titlStmt/IDNo"),
        "version": _text(root, "stdyDscr/citation/verStmt/version"),
        "title": _text(root, "stdyDscr/citation/titlStmt/titl"),
        "language": root.get(_LANGUAGE, "").split("-")[0],
        "about": _text(root, "stdyDscr/stdyInfo/abstract"),
    }
    found.begin({key: value for key, value in shown.items() if value}, kept, wordings)
    groups = {one: group for group in root.findall("dataDscr/varGrp") for one in group.get("var", "").split()}
    for variable in root.findall("dataDscr/var"):
        _item(found, variable, _section(found, groups.get(variable.get("ID", ""))))
    return found.settled()


def _root(data: bytes, name: str) -> Element:
    if len(data) > LARGEST_FILE:
        raise refused(name, f"The file has {len(data):,} bytes.", f"Shorten it to {LARGEST_FILE:,} bytes or fewer.")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refused(name, "The file has a DTD or entities.", "Remove its DOCTYPE and try again.") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise refused(name, f"The file is not XML: {error}.", "Save it again as DDI-Codebook 2.5.") from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    if root.tag != "codeBook":
        raise refused(name, "The file is no DDI codebook.", "Its outermost element must be codeBook.")
    return root


def _text(parent: Element, path: str) -> str:
    return (parent.findtext(path) or "").strip()


def _kept(parent: Element | None) -> dict[str, str]:
    notes = parent.findall("notes") if parent is not None else []
    return {one.get("subject", ""): one.text or "" for one in notes if one.get("type") == "poet"}


def _table(text: str | None, name: str, spot: Spot) -> Table:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise refused(name, "A note of the type poet is not as it was written.", "Remove the note.", spot)
    return found


def _section(found: Gathered, group: Element | None) -> str:
    if group is None:
        return found.section({"id": USUAL_SECTION, "title": "Questions"}, {}, Spot("dataDscr"))
    name = group.get("name") or group.get("ID") or USUAL_SECTION
    shown = {"id": name, "title": _text(group, "labl") or name, "intro": _text(group, "txt")}
    return found.section(shown, _kept(group), Spot(f"varGrp {name}"))


def _item(found: Gathered, variable: Element, section: str) -> None:
    name = variable.get("name", "")
    spot, kept = Spot(f"var {name}"), _kept(variable)
    marks = _table(kept.pop("marks", None), found.name, spot)
    when = _table(f'{{"when": {kept.pop("when", "[]")}}}', found.name, spot)["when"]
    options = list(_options(variable, marks))
    format_ = variable.find("varFormat")
    words = format_ is not None and format_.get("type") == "character"
    usual = "one" if options else "text" if words else "number"
    shown: Table = {
        "id": name,
        "section": section,
        "ask": _text(variable, "qstn/qstnLit") or _text(variable, "labl") or name,
        "hint": _text(variable, "qstn/ivuInstr"),
        **({} if "kind" in kept else {"kind": usual}),
        **({} if options or words else _bounds(variable)),
    }
    found.item(shown, kept, when, options, spot)


def _bounds(variable: Element) -> Table:
    span = variable.find("valrng/range")
    found: Table = {}
    for key, name in (("low", "min"), ("high", "max")):
        try:
            found[key] = float(span.get(name, "")) if span is not None else None
        except ValueError:
            found[key] = None
    return {key: figure(found, key) for key in found if found[key] and figure(found, key) is not None}


def _options(variable: Element, marks: Table) -> Iterator[Table]:
    for category in variable.findall("catgry"):
        code = _text(category, "catValu")
        mark = marks.get(code)
        apart = {"apart": True} if category.get("missing") == "Y" else {}
        own = mark if isinstance(mark, dict) else {}
        side = {"side": own["side"]} if "side" in own else {}
        yield {
            "code": code,
            "text": _text(category, "labl") or code,
            **side,
            **apart,
            **({"alone": own["alone"]} if "alone" in own else {}),
        }

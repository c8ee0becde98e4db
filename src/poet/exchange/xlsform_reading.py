"""An XLSForm workbook read as a questionnaire: groups become sections, lists become options, rules become conditions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from poet.exchange.carrying import PREFIX, Brought, Loss, Spot, Words, first_words, joined, refused, unpacked
from poet.exchange.relevance import Atom, NotHeld, clauses
from poet.exchange.settling import settled
from poet.exchange.toml import Table
from poet.exchange.workbook import Row, sheets
from poet.instrument import NOT_UNDERSTOOD, Refused
from poet.instrument.places import Path

_ITEM = r"\$\{(?P<item>[^{}]+)\}"
_CODE = r"(?P<codes>'[^']*'|\"[^\"]*\")"
ATOMS = (
    Atom(re.compile(rf"selected\s*\(\s*{_ITEM}\s*,\s*{_CODE}\s*\)")),
    Atom(re.compile(rf"{_ITEM}\s*=\s*{_CODE}")),
)
_BOUND = re.compile(r"\s*\.\s*(>=|<=)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*", re.IGNORECASE)
_ALIASES = {"list name": "list_name", "relevance": "relevant", "value": "name", "caption": "label"}
_KINDS = {"select_one": "one", "select_multiple": "many", "integer": "number", "int": "number", "decimal": "number"}
_KINDS |= {"text": "text", "string": "text"}
_RECORDED = {"start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email"}
_RECORDED |= {"audit", "calculate", "hidden", "start-geopoint"}
_KNOWN_COLUMNS = {"type", "name", "label", "hint", "relevant", "constraint", "constraint_message"}
USUAL_SECTION = "questions"


def read(data: bytes, name: str) -> str:
    """The workbook as the text of our own questionnaire file. Raises Refused."""
    return brought(data, name).text


def brought(data: bytes, name: str) -> Brought:
    """The workbook as the text of our own file, with what was left out. Raises Refused."""
    found = sheets(data, name, ("survey", "choices", "settings", "poet_wordings"))
    for title in ("survey", "choices"):
        needs = title == "survey" or any("select" in row.cell("type") for row in found["survey"])
        if needs and title not in found:
            raise refused(
                name, f"The workbook has no sheet {title!r}.", f"Add it, or name it {title} in small letters."
            )
    reading = _Reading(name, {title: [_plain(row) for row in rows] for title, rows in found.items()})
    reading.go()
    return settled(reading.raw, reading.spots, name, reading.losses)


def _plain(row: Row) -> Row:
    """Headings in small letters, by their usual names; of several languages the first."""
    cells: dict[str, str] = {}
    for heading, text in row.cells.items():
        small = _ALIASES.get(heading.lower().partition("::")[0].strip(), heading.lower().partition("::")[0].strip())
        cells.setdefault(small, text)
    return Row(row.spot, cells)


def _kept(row: Row) -> dict[str, str]:
    return {key.removeprefix(PREFIX): text for key, text in row.cells.items() if key.startswith(PREFIX)}


def _type(row: Row) -> tuple[str, str]:
    """The type of a row, however it is spaced, and the list it names."""
    first, _, rest = " ".join(row.cell("type").split()).partition(" ")
    if first == "select":
        more, _, rest = rest.partition(" ")
        return f"select_{more}", rest
    return (f"{first}_{rest}", "") if first in {"begin", "end"} else (first, rest)


@dataclass(slots=True)
class _Group:
    """A group that is not closed yet, with the rules that hold for everything in it."""

    row: Row
    when: list[Table]


@dataclass(slots=True)
class _Reading:
    name: str
    rows: Mapping[str, list[Row]]
    raw: Table = field(default_factory=dict)
    spots: dict[Path, Spot] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    words: Words = field(default_factory=dict)
    open: list[_Group] = field(default_factory=list)
    lists: dict[str, list[Row]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)
    sections: dict[str, Table] = field(default_factory=dict)
    scales: dict[str, Table] = field(default_factory=dict)
    items: list[Table] = field(default_factory=list)

    def go(self) -> None:
        self._head()
        survey = self.rows["survey"]
        for row in self.rows.get("choices", ()):
            self.lists.setdefault(row.cell("list_name"), []).append(row)
        self.ids = {row.cell("name"): row.cell(f"{PREFIX}id") or row.cell("name") for row in survey}
        self.uses = Counter(row.cell("type").split()[-1] for row in survey if "select" in row.cell("type"))
        for row in survey:
            self._row(row)
        if self.open:
            raise self._refused(
                "The group is not closed.", "Add a row end_group after its last question.", self.open[-1].row
            )
        self._columns(survey)
        self._together()

    def _refused(self, wrong: str, remedy: str, row: Row) -> Refused:
        return refused(self.name, wrong, remedy, row.spot)

    def _joined(self, shown: Table, row: Row, extra: Mapping[str, str] | None = None) -> Table:
        try:
            return joined(shown, extra if extra is not None else _kept(row), self.words)
        except ValueError as error:
            raise self._refused(
                "A column that begins with poet_ is not as it was written.", "Clear that cell.", row
            ) from error

    def _head(self) -> None:
        """What the settings and wordings say of the form as a whole."""
        try:
            variants = [
                {**row.cells, "words": unpacked("words", row.cell("words") or "{}")}
                for row in self.rows.get("poet_wordings", ())
            ]
        except ValueError as error:
            raise self._refused(
                "The words of a wording cannot be read.", "Remove the sheet.", self.rows["poet_wordings"][0]
            ) from error
        self.words = first_words({"variants": variants})
        settings = next(iter(self.rows.get("settings", ())), Row(Spot("sheet settings"), {}))
        note = next(iter(self.rows["survey"]), settings)
        shown: Table = {
            "id": settings.cell("form_id") or "imported",
            "version": settings.cell("version") or "1",
            "title": settings.cell("form_title") or settings.cell("form_id") or "Imported questionnaire",
            "about": note.cell("label") if note.cell("type") == "note" else "",
        }
        head = self._joined(shown, settings)
        self.raw = {
            **head,
            "respondents": head.get("respondents", "people"),
            **({"variants": variants} if variants else {}),
        }
        self.spots[()] = settings.spot

    def _row(self, row: Row) -> None:
        joint, rest = _type(row)
        if joint == "begin_group":
            self._begin(row)
        elif joint == "end_group":
            self._end(row)
        elif joint == "note":
            self._note(row)
        elif joint in _RECORDED:
            self.losses.append(Loss(row.spot.words, joint, f"{joint!r} asks nobody anything."))
        elif joint in _KINDS:
            self._question(row, _KINDS[joint], rest)
        elif row.cells:
            known = "select_one, select_multiple, integer, decimal, text, note, begin_group, end_group"
            raise self._refused(f"The type {row.cell('type')!r} cannot be taken in.", f"Use one of: {known}.", row)

    def _begin(self, row: Row) -> None:
        if not self.open:
            shown = {"id": row.cell(f"{PREFIX}id") or row.cell("name"), "title": row.cell("label") or row.cell("name")}
            if shown["id"] not in self.sections:
                self.sections[shown["id"]] = {"row": row, **shown}
        self.open.append(_Group(row, self._when(row)))

    def _end(self, row: Row) -> None:
        if not self.open:
            raise self._refused("No group is open here.", "Remove the row.", row)
        self.open.pop()

    def _section(self) -> str:
        if not self.open:
            self.sections.setdefault(
                USUAL_SECTION, {"row": Row(Spot("sheet survey"), {}), "id": USUAL_SECTION, "title": "Questions"}
            )
            return USUAL_SECTION
        row = self.open[0].row
        return row.cell(f"{PREFIX}id") or row.cell("name")

    def _note(self, row: Row) -> None:
        asked = any(item["section"] == self._section() for item in self.items) if self.open else bool(self.items)
        if not self.open and row is self.rows["survey"][0]:
            return
        if asked or not self.open:
            self.losses.append(
                Loss(row.spot.words, "note", "A note stands between questions; put it in a question's hint.")
            )
        elif not self.sections[self._section()].get("intro"):
            self.sections[self._section()]["intro"] = row.cell("label")
        else:
            self.sections[self._section()]["intro"] += f"\n\n{row.cell('label')}"

    def _when(self, row: Row) -> list[Table]:
        rule = row.cell("relevant")
        try:
            held = clauses(rule, ATOMS) if rule else []
        except NotHeld as error:
            remedy = "Use selected(${question}, 'code') joined by and; join by or only for one question."
            raise self._refused(f"The rule cannot be held: {str(error)!r}.", remedy, row) from error
        return [{**one, "item": self.ids.get(one["item"], one["item"])} for one in held]

    def _question(self, row: Row, kind: str, list_name: str) -> None:
        shown: Table = {
            "id": row.cell(f"{PREFIX}id") or row.cell("name"),
            "section": self._section(),
            "kind": kind,
            "ask": row.cell("label"),
            "hint": row.cell("hint"),
            **(self._bounds(row) if kind == "number" else {}),
        }
        item = self._joined(shown, row)
        if kind == "number":
            item.setdefault("unit", "count")
        place = ("items", len(self.items))
        self.spots[place] = row.spot
        if when := [*(one for group in self.open for one in group.when), *self._when(row)]:
            item["when"] = when
        if kind in {"one", "many"}:
            self._answers(item, row, list_name, place)
        self.items.append(item)

    def _bounds(self, row: Row) -> Table:
        found: Table = {}
        for part in re.split(r"\band\b", row.cell("constraint")) if row.cell("constraint") else ():
            if match := _BOUND.fullmatch(part):
                found["low" if match[1] == ">=" else "high"] = float(match[2])
            else:
                self.losses.append(
                    Loss(row.spot.words, "constraint", f"The constraint {part.strip()[:60]!r} cannot be held.")
                )
        return {key: value for key, value in found.items() if (key, value) != ("low", 0.0)}

    def _answers(self, item: Table, row: Row, list_name: str, place: Path) -> None:
        if list_name not in self.lists:
            wrong = f"There is no list {list_name!r} in the sheet choices."
            raise self._refused(wrong, "Name a list of that sheet after select_one or select_multiple.", row)
        given = [
            one
            for one in self.lists[list_name]
            if not (self.raw.get("not_understood") and one.cell("name") == NOT_UNDERSTOOD)
        ]
        options = [self._joined({"code": one.cell("name"), "text": one.cell("label")}, one) for one in given]
        scale = item.get("scale") or (list_name if self.uses[list_name] > 1 else None)
        at: Path = (*place, "options")
        if scale:
            item["scale"] = scale
            if scale in self.scales:
                return
            at = ("scales", len(self.scales), "options")
            self.scales[scale] = {"id": scale, "options": options}
        else:
            item["options"] = options
        self.spots |= {(*at, number): one.spot for number, one in enumerate(given)}

    def _columns(self, survey: list[Row]) -> None:
        """Columns that say something we have no place for, each told once."""
        columns = dict.fromkeys(key for row in survey for key in row.cells)
        for column in columns:
            if column not in _KNOWN_COLUMNS and not column.startswith(PREFIX):
                self.losses.append(
                    Loss("sheet survey", column, f"The column {column!r} has no place in a questionnaire of ours.")
                )

    def _together(self) -> None:
        sections = []
        for number, one in enumerate(self.sections.values()):
            row = one.pop("row")
            self.spots["sections", number] = row.spot
            kinds = {item["kind"] for item in self.items if item["section"] == one["id"]}
            usual = {"kind": "comment" if kinds == {"text"} else "context"}
            sections.append({**usual, **self._joined(one, row, {k: v for k, v in _kept(row).items() if k != "id"})})
        lists: Table = {"scales": list(self.scales.values())} if self.scales else {}
        self.raw = {**self.raw, **lists, "sections": sections, "items": self.items}

"""What an outsider reads out of issued files: tables turned back into numbers, and rounding turned back into counts."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from math import sqrt

from openpyxl import load_workbook

from poet.attack.issued import Coverage, Groups, Item, Numbered, Release, Round, Rule, Sheet, Told

Rows = list[list[str]]
LABELS = {"Always": "always", "Mostly": "mostly", "Sometimes": "sometimes", "Rarely": "rarely", "Never": "never"}
NEEDS = {"A": "a", "B": "b", "C": "c", "D": "d"}
SIDES = {"Favourable": ("always", "mostly"), "Unfavourable": ("rarely", "never")}
APART = {"Don't know (apart)": "dont-know"}
ITEMS = (
    Item("heard", "one", tuple(LABELS.values()), (), ("dont-know",), (
        tuple((code,) for code in LABELS.values()),
        (("always", "mostly"), ("sometimes",), ("rarely", "never")),
        (("always", "mostly"), ("sometimes", "rarely", "never")),
    )),
    Item("need", "one", tuple(NEEDS.values())),
    Item("weekly", "number"),
)  # fmt: skip
RULE = Rule(minimum_base=10, minimum_cell=5, everyone=False)


class _Tables(HTMLParser):
    """Every table of a page as rows of words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Rows] = []
        self.cell: list[str] | None = None

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in {"th", "td"}:
            self.cell = []

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag):
        if tag in {"th", "td"} and self.cell is not None:
            self.found[-1][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None


def _html(data: bytes) -> list[Rows]:
    parser = _Tables()
    parser.feed(data.decode())
    return parser.found


def _xlsx(data: bytes) -> list[Rows]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    return [
        [["" if cell is None else repr(cell) if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    ]  # fmt: skip


def _json(data: bytes) -> list[Rows]:
    told = json.loads(data)
    blocks = [block for part in ("annex", "figures") for section in told.get(part, []) for block in section["blocks"]]
    return [[block["head"], *([cell["text"] for cell in row] for row in block["rows"])] for block in blocks]


def _pdf(data: bytes) -> list[Rows]:
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    lines = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines() if line.strip()]
    starts = [at for at, line in enumerate(lines) if line[0].startswith("Table ") and len(line) == 1]
    return [lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)]


READERS = {"html": _html, "xlsx": _xlsx, "json": _json, "pdf": _pdf}


def sheets(group: str | None, ending: str, data: bytes) -> Iterator[Sheet]:
    """What a report's file tells of the questions, as counts: printed, or worked out of a percentage and its base."""
    for table in READERS[ending](data):
        at = next(
            (place for place, row in enumerate(table) if row[:2] in (["Question", "Base"], ["Answer", "People"])), None
        )
        if at is None:
            continue
        head, rows = table[at], table[at + 1 :]
        if head[0] == "Answer":
            yield from _categories(group, rows)
        for row in rows if head[0] == "Question" else ():
            if row[0] == "I was heard." and len(row) == len(head):
                yield _heard(group, dict(zip(head, row, strict=True)), has_limits="95% interval" in head)
            if row[0] == "How much a week?" and row[1].isdigit():
                yield Sheet("area", group, "weekly", int(row[1]))


def _heard(group: str | None, row: dict[str, str], *, has_limits: bool) -> Sheet:
    if not row["Base"].isdigit():
        apart = _apart(row)
        return Sheet("area", group, "heard", None, (), apart)
    base = int(row["Base"])
    cells = []
    for head, printed in row.items():
        codes = (LABELS[head],) if head in LABELS else SIDES.get(head)
        limits = row.get("95% interval", "") if has_limits and head == "Favourable" else ""
        if codes and (count := _count(printed, base, limits)) is not None:
            cells.append(Told(codes, count))
    return Sheet("area", group, "heard", base, tuple(cells), _apart(row))


def _apart(row: dict[str, str]) -> tuple[Told, ...]:
    return tuple(Told((code,), int(row[head])) for head, code in APART.items() if row.get(head, "").isdigit())


def _categories(group: str | None, rows: Rows) -> Iterator[Sheet]:
    told = {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}
    if "Base" not in told or not set(told) & set(NEEDS):
        return
    named = [label for label in told if label in NEEDS]
    cells = [Told((NEEDS[label],), told[label]) for label in named]
    if "All other answers" in told:
        rest = tuple(code for label, code in NEEDS.items() if label not in named)
        cells.append(Told(rest, told["All other answers"]))
    yield Sheet("area", group, "need", told["Base"], tuple(cells))


def _count(printed: str, base: int, limits: str) -> int | None:
    """The only number of people that is printed so, from a count, a share or a whole percentage; None where there are two."""
    if printed.isdigit():
        return int(printed)
    if re.fullmatch(r"0\.\d+|1\.0", printed):
        return round(float(printed) * base)
    if not (percent := re.fullmatch(r"(\d+)%", printed)):
        return None
    could = [count for count in range(base + 1) if int(100 * count / base + 0.5) == int(percent[1])]
    if len(could) > 1 and (ends := re.fullmatch(r"(\d+)% to (\d+)%", limits)):
        wanted = (int(ends[1]), int(ends[2]))
        could = [count for count in could if _limits(count, base) == wanted]
    return could[0] if len(could) == 1 else None


def _limits(count: int, base: int) -> tuple[int, int]:
    z = 1.959963984540054
    share, spread = count / base, z * z / base
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / base + spread / (4 * base)) / (1 + spread)
    return int(100 * max(0, centre - half) + 0.5), int(100 * min(1, centre + half) + 0.5)


def csv_sheets(text: str) -> Iterator[Sheet]:
    """What `poet count` prints, as counts."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        rows.setdefault((row["group"], row["item"]), []).append(row)
    joined = {"favourable": SIDES["Favourable"], "neutral": ("sometimes",), "unfavourable": SIDES["Unfavourable"]}
    for (group, item), told in rows.items():
        base = int(told[0]["base"]) if told[0]["base"] else None
        name = None if group == "(all)" else group
        counts = {row["answer"]: int(row["figure"]) for row in told if row["figure"].isdigit()}
        if item == "heard":
            rest = tuple(code for code in LABELS.values() if code not in SIDES["Favourable"])
            sets = {**{code: (code,) for code in LABELS.values()}, **joined, "other": rest}
            apart = tuple(Told(("dont-know",), counts[key]) for key in ("dont-know",) if key in counts)
        elif item == "need":
            sets = {code: (code,) for code in NEEDS.values()}
            sets["other"] = tuple(code for code in NEEDS.values() if code not in {row["answer"] for row in told})
            apart = ()
        else:
            yield Sheet("area", name, item, base)
            continue
        yield Sheet(
            "area", name, item, base, tuple(Told(sets[key], counts[key]) for key in counts if key in sets), apart
        )


def as_issued(terms: list[list[Sheet]], areas: tuple[str, ...]) -> tuple[Numbered, ...]:
    """Everything read out of the files of some terms, each with everybody of the terms before, as the attack wants it."""
    cells = Groups(areas, {"area": {area: (place,) for place, area in enumerate(areas)}})
    return tuple(
        Numbered(
            number,
            Release(
                at=f"2027-0{number}-01T00:00:00+00:00",
                audience="public",
                rule=RULE,
                population=Round("2026 to 2027", "small/1"),
                waves=Coverage(tuple(f"term {term}" for term in range(1, number + 1))),
                structure=cells,
                questions=tuple(one for one in ITEMS if any(sheet.item == one.item for sheet in read)),
                respondents=(),
                tables=tuple(read),
            ),
        )
        for number, read in enumerate(terms, 1)
    )

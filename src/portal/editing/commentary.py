"""Commentary as people write it, read as a report says it: a small part of Markdown to paragraphs and points.

Paragraphs, bulleted and numbered lists, emphasis (read and not drawn: a report's sentences have one voice), and figures as
{{claim}}. Everything else, HTML above all, is not markup here: it stands as the letters it is, and is escaped by whatever
draws it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from poet.report.model import Block, Claim, Paragraph, Points, Words
from portal.editing.figures import drawn

LONGEST = 50_000
# A sentence ends at a full stop, a question or an exclamation, before a capital letter or a figure.
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'‘(\x00])")
# Where a figure stands in a text that is being taken apart; no text can hold it, since nobody types it (`clean`).
_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: its text with a mark where each figure stands, and the claims that are named there, by id."""

    text: str
    named: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The sentence without its figures."""
        return self.text.replace(_MARK, " ")

    def words(self, claims: Mapping[str, Claim]) -> Words:
        """As the report says it. A figure whose claim is gone is left out as “[figure missing]”."""
        found = [claims.get(name) for name in self.named]
        parts = self.text.split(_MARK)
        figures = [drawn(claim) if claim else MISSING for claim in found]
        text = "".join(part + figure for part, figure in zip(parts, [*figures, ""], strict=True))
        return Words(text, tuple(dict.fromkeys(claim for claim in found if claim)))


MISSING = "[figure missing]"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or (`listed`) the points of a list."""

    listed: bool
    sentences: tuple[Said, ...]


def clean(text: str) -> str:
    """The text without what no keyboard writes, its lines kept."""
    lines = ("".join(mark for mark in line if mark.isprintable() or mark == "\t") for line in text.splitlines())
    return "\n".join(line.rstrip() for line in lines).strip()


def parts(text: str) -> tuple[Part, ...]:
    """A commentary taken apart."""
    found: list[Part] = []
    for listed, said in _flat(_markdown().parse(clean(text))):
        if listed and found and found[-1].listed and said.text:
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, said))
        elif said.text:
            found.append(Part(listed, (said,) if listed else _sentences(said)))
    return tuple(found)


def blocks(text: str, claims: Mapping[str, Claim]) -> tuple[Block, ...]:
    """A commentary as blocks of a report; `claims` are the report's own, by id."""
    return tuple(
        (Points if part.listed else Paragraph)(tuple(said.words(claims) for said in part.sentences))
        for part in parts(text)
    )


def named(text: str) -> frozenset[str]:
    """The ids of the claims that a commentary names."""
    return frozenset(name for part in parts(text) for said in part.sentences for name in said.named)


def _flat(tokens: Sequence[Token]) -> Iterator[tuple[bool, Said]]:
    """Each paragraph and each point in order, and whether it stands in a list, however deep."""
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        if token.type == "inline":
            yield depth > 0, _said(token.children or ())


def _said(children: Sequence[Token]) -> Said:
    text = "".join({"claim": _MARK, "softbreak": " ", "hardbreak": " "}.get(one.type, one.content) for one in children)
    return Said(" ".join(text.split(" ")).strip(), tuple(one.content for one in children if one.type == "claim"))


def _sentences(said: Said) -> tuple[Said, ...]:
    """A paragraph's sentences, each with its own figures."""
    names = iter(said.named)
    texts = [text for text in _ENDS.split(said.text) if text.strip()]
    return tuple(Said(text, tuple(next(names) for _ in range(text.count(_MARK)))) for text in texts)


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False}).enable(["list", "emphasis", "escape", "newline"])
    reader.inline.ruler.before("emphasis", "claim", _claim)
    return reader


def _claim(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (as the library calls it)
    """A figure: {{the id of its claim}}, read before anything inside it could be taken for emphasis."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    if end < 0 or "\n" in state.src[state.pos : end]:
        return False
    if not silent:
        state.push("claim", "", 0).content = state.src[state.pos + 2 : end].strip()
    state.pos = end + 2
    return True

"""What every reader of a format gathers on its way: sections, scales and items, and where each of them stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from poet.exchange.carrying import Brought, Loss, Spot, Words, first_words, joined, refused, unpacked
from poet.exchange.settling import settled
from poet.exchange.toml import Table
from poet.instrument import NOT_UNDERSTOOD
from poet.instrument.places import Path

USUAL_SECTION = "questions"


@dataclass(slots=True)
class Gathered:
    """The tables of a questionnaire as they come together. Every method may raise Refused."""

    name: str
    head: Table = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    sections: dict[str, Table] = field(default_factory=dict)
    scales: dict[str, Table] = field(default_factory=dict)
    items: list[Table] = field(default_factory=list)
    spots: dict[Path, Spot] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def begin(self, shown: Table, kept: Mapping[str, str], variants: Sequence[Mapping[str, str]]) -> None:
        """The questionnaire as a whole, and its wordings."""
        spot = Spot("the questionnaire")
        tables = [{key: self._unpacked(key, text, spot) for key, text in one.items()} for one in variants]
        self.words = first_words({"variants": tables})
        usual = {"id": "imported", "version": "1", "title": "Imported questionnaire", "respondents": "people"}
        self.head = {**usual, **self._joined(shown, kept, spot)}
        self.head |= {"variants": tables} if tables else {}
        self.spots[()] = spot

    def section(self, shown: Table, kept: Mapping[str, str], spot: Spot) -> str:
        """A section, once; its id."""
        table = self._joined(shown, kept, spot)
        name = str(table.get("id", USUAL_SECTION))
        if name not in self.sections:
            self.spots["sections", len(self.sections)] = spot
            self.sections[name] = table
        return name

    def item(
        self, shown: Table, kept: Mapping[str, str], when: list[Table], options: Sequence[Table], spot: Spot
    ) -> None:
        """A question with what may be answered to it."""
        table = self._joined(shown, kept, spot)
        offered = [
            one for one in options if not (self.head.get("not_understood") and one.get("code") == NOT_UNDERSTOOD)
        ]
        if table.get("kind") == "number":
            table.setdefault("unit", "count")
        self.spots["items", len(self.items)] = spot
        if when:
            table["when"] = when
        if scale := table.get("scale"):
            self.spots.setdefault(("scales", len(self.scales)), spot)
            self.scales.setdefault(str(scale), {"id": scale, "options": offered})
        elif offered:
            table["options"] = offered
        self.items.append(table)

    def option(self, shown: Table, kept: Mapping[str, str], spot: Spot) -> Table:
        """An option of a question."""
        return self._joined(shown, kept, spot)

    def settled(self) -> Brought:
        """All of it as the text of our own file."""
        for name, section in self.sections.items():
            kinds = {item.get("kind") for item in self.items if item.get("section") == name}
            section.setdefault("kind", "comment" if kinds == {"text"} else "context")
        lists: Table = {"scales": list(self.scales.values())} if self.scales else {}
        raw = {**self.head, **lists, "sections": list(self.sections.values()), "items": self.items}
        return settled(raw, self.spots, self.name, self.losses)

    def _joined(self, shown: Table, kept: Mapping[str, str], spot: Spot) -> Table:
        try:
            return joined(shown, kept, self.words)
        except ValueError as error:
            raise self._changed(spot) from error

    def _unpacked(self, key: str, text: str, spot: Spot) -> object:
        try:
            return unpacked(key, text)
        except ValueError as error:
            raise self._changed(spot) from error

    def _changed(self, spot: Spot) -> Exception:
        return refused(
            self.name, "What was kept under our own names is not as it was written.", "Export it again.", spot
        )

"""On which line each table, key and list entry of a TOML text stands, which Python's own reader does not tell.

What the scanner cannot follow it steps over, so it may be given any text; a place that was not found is told as the
line of what holds it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

# Python's reader takes a time that grows with the square of a key's parts; no questionnaire has more than two.
MOST_PARTS = 16

_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]+")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_REST_OF_LINE = re.compile(r"[^\n]*\n?")


class TooDeep(Exception):
    """A key of more parts than any questionnaire has."""


@dataclass(frozen=True, slots=True)
class Places:
    """Lines by path: `("items", 2, "ask")` is the key `ask` of the third item."""

    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The 1-based line of the path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def places(text: str) -> Places:
    """The lines of everything in a TOML text. Raises TooDeep or RecursionError on endless nesting."""
    scanner = _Scanner(text)
    scanner.scan()
    return Places(scanner.lines)


@dataclass(slots=True)
class _Scanner:
    text: str
    at: int = 0
    lines: dict[Path, int] = field(default_factory=dict)
    lengths: dict[Path, int] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)

    def scan(self) -> None:
        self.breaks = [match.start() for match in re.finditer("\n", self.text)]
        table: Path = ()
        while self._skip(_BLANK) and self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(2)
            elif self.text.startswith("[", self.at):
                table = self._header(1)
            else:
                self._pair(table)
                self._skip(_REST_OF_LINE)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        """Step over the pattern; always true, so that a loop can begin with it."""
        if match := pattern.match(self.text, self.at):
            self.at = match.end()
        return True

    def _line(self) -> int:
        return bisect(self.breaks, self.at - 1) + 1

    def _header(self, brackets: int) -> Path:
        """A [table] or the next entry of a [[list of tables]]: the path that the keys below it begin with."""
        line = self._line()
        self.at += brackets
        *outer, last = self._keys() or ("",)
        self._skip(_REST_OF_LINE)
        path: Path = ()
        for key in outer:
            path += (key,)
            self.lines.setdefault(path, line)
            if path in self.lengths:
                path += (self.lengths[path] - 1,)
        path += (last,)
        self.lines.setdefault(path, line)
        if brackets == 2:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            path += (self.lengths[path] - 1,)
            self.lines[path] = line
        return path

    def _keys(self) -> list[str]:
        """A key, or several joined by dots."""
        found = []
        while self._skip(_SPACES) and (match := _KEY.match(self.text, self.at)):
            found.append(_plain(match.group()))
            if len(found) > MOST_PARTS:
                raise TooDeep
            self.at = match.end()
            self._skip(_SPACES)
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return found

    def _pair(self, table: Path) -> None:
        """`key = value`, the value with all it holds."""
        line, path = self._line(), table
        for key in self._keys():
            path += (key,)
            self.lines.setdefault(path, line)
        self._skip(_SPACES)
        if self.text.startswith("=", self.at):
            self.at += 1
            self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_SPACES)
        if self.text.startswith("[", self.at):
            self._within("]", path, is_list=True)
        elif self.text.startswith("{", self.at):
            self._within("}", path, is_list=False)
        else:
            self._skip(_STRING if self.text[self.at : self.at + 1] in {'"', "'"} else _BARE)

    def _within(self, end: str, path: Path, *, is_list: bool) -> None:
        """What stands between the brackets of a list or an inline table."""
        self.at += 1
        place = 0
        while self._skip(_BLANK) and self.at < len(self.text) and self.text[self.at] != end:
            before = self.at
            if is_list:
                self.lines[(*path, place)] = self._line()
                self._value((*path, place))
            else:
                self._pair(path)
            place += 1
            self._skip(_BLANK)
            if self.text.startswith(",", self.at) or self.at == before:
                self.at += 1
        self.at += 1


def _plain(key: str) -> str:
    """A key without its quotes."""
    if key[0] not in {'"', "'"}:
        return key
    try:
        return next(iter(tomllib.loads(f"{key} = 0")))
    except tomllib.TOMLDecodeError:  # an escape that does not exist; the reader will say so
        return key

"""Evidence for inspectors: what people say, under what inspectors ask, each figure with its interval and its base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import cache
from importlib.resources import files

import msgspec

from poet.instrument import Item
from poet.protect import OptionTable
from poet.report import pictures, sentences, tables, texts
from poet.report.model import Block, Note, Paragraph, Section, Words
from poet.report.scope import Scope, runs


class Theme(msgspec.Struct, frozen=True):
    """What inspectors look at, and which questions speak to it (patterns of item ids)."""

    title: str
    items: tuple[str, ...]


class Framework(msgspec.Struct, frozen=True):
    """An inspection framework, the questionnaires it concerns (patterns of form ids), and its themes."""

    title: str
    forms: tuple[str, ...]
    themes: tuple[Theme, ...]


class _File(msgspec.Struct, frozen=True):
    framework: tuple[Framework, ...]


@cache
def frameworks() -> tuple[Framework, ...]:
    """The frameworks that stand beside this module."""
    return msgspec.toml.decode(files("poet.report").joinpath("inspection.toml").read_bytes(), type=_File).framework


def about(scope: Scope) -> Iterator[Section]:
    """What the pack is and is not."""
    framework = framework_of(scope.instrument.id)
    said = (texts.INSPECTION, framework.title + ".") if framework else (texts.INSPECTION, texts.NO_FRAMEWORK)
    yield Section("inspection-about", "What this pack is", (Paragraph(tuple(map(Words, said))),))


def evidence(scope: Scope) -> Iterator[Section]:
    """A section for each theme, with its questions' figures, or that none was asked."""
    framework = framework_of(scope.instrument.id)
    left = [item for item in scope.instrument.items if item.judged]
    number = 0
    for number, theme in enumerate(framework.themes if framework else (), start=1):
        here = [item for item in left if any(fnmatch(item.id, pattern) for pattern in theme.items)]
        left = [item for item in left if item not in here]
        yield Section(f"theme-{number}", theme.title, tuple(_blocks(scope, here, f"theme-{number}", theme.title)))
    if left:
        rest = f"theme-{number + 1}"
        yield Section(rest, texts.UNDER_NO_THEME, tuple(_blocks(scope, left, rest, texts.UNDER_NO_THEME)))


def framework_of(form: str) -> Framework | None:
    """The framework that concerns a questionnaire."""
    return next((f for f in frameworks() if any(fnmatch(form, pattern) for pattern in f.forms)), None)


def _blocks(scope: Scope, items: Sequence[Item], name: str, title: str) -> Iterator[Block]:
    by_scale = sorted(items, key=lambda item: str([option.code for option in item.options]))
    for place, run in enumerate(runs(by_scale), start=1):
        found: tuple[OptionTable, ...] = scope.option_tables(run)
        finding = sentences.high_sentence(scope, found) if found else None
        if finding is None:
            yield Note((Words(texts.TOO_FEW),))
            continue
        chart = f"{name}-{place}"
        yield from pictures.stacked(scope, found, chart, finding)
        lines = sentences.comparison_sentences(scope, run)
        if lines:
            yield Paragraph(lines)
        yield tables.sides(scope, found, chart, title)
    if not items:
        yield Note((Words(texts.NOT_ASKED),))

"""A questionnaire as the text of its own file, so that what came in from elsewhere can be kept, read and published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from poet.instrument import Condition, Instrument, Item, Kind, Option, Section, Variant
from poet.instrument.build import PLAIN
from poet.instrument.rules.numbers import HIGH, LOW, STEP

# A table of the file, under its own keys.
Table = dict[str, Any]

_LISTS = ("variants", "scales", "sections", "items")


def written(instrument: Instrument) -> str:
    """The text that parses to the same questionnaire, but for its digest."""
    return text(tables(instrument))


def tables(instrument: Instrument) -> Table:
    """The questionnaire as the tables of its file; keys that say nothing are left out."""
    return _kept(
        id=instrument.id,
        version=instrument.version,
        title=instrument.title,
        language=instrument.language,
        respondents=instrument.respondents,
        about=instrument.about,
        not_understood=instrument.not_understood,
        follows=instrument.follows,
        variants=[_variant(one) for one in instrument.variants if one != PLAIN],
        scales=_scales(instrument.items),
        sections=[_section(one) for one in instrument.sections],
        items=[_item(one) for one in instrument.items],
    )


def _kept(**keys: object) -> Table:
    return {key: value for key, value in keys.items() if value}


def _variant(variant: Variant) -> Table:
    return _kept(id=variant.id, title=variant.title, words=dict(variant.words))


def _section(section: Section) -> Table:
    return _kept(
        id=section.id, title=section.title, kind=str(section.kind), intro=section.intro, private=section.private
    )


def _scales(items: Iterable[Item]) -> list[Table]:
    """Each scale once, in the order in which items need them."""
    found: dict[str, Table] = {}
    for item in items:
        if item.scale:
            found.setdefault(item.scale, {"id": item.scale, "options": _options(item)})
    return list(found.values())


def _options(item: Item) -> list[Table]:
    return [_option(one) for one in item.options if one != item.not_understood]


def _option(option: Option) -> Table:
    side = str(option.side) if option.side else None
    return _kept(code=option.code, text=option.text, side=side, apart=option.apart, alone=option.alone)


def _item(item: Item) -> Table:
    table = _kept(
        id=item.id,
        section=item.section,
        kind=str(item.kind),
        ask=item.ask,
        label=item.label if item.label != item.ask else "",
        hint=item.hint,
        scale=item.scale,
        options=[] if item.scale else _options(item),
        unit=str(item.unit) if item.unit else None,
        when=[_condition(one) for one in item.when],
        variants=list(item.variants),
        block=item.block,
        source=list(item.source),
        was=item.was,
    )
    bounds = {"low": (item.low, LOW), "high": (item.high, HIGH), "step": (item.step, STEP)}
    own = {key: value for key, (value, usual) in bounds.items() if value != usual and item.kind is Kind.NUMBER}
    return {**table, **own}


def _condition(condition: Condition) -> Table:
    return {"item": condition.item, "is": list(condition.codes)}


def text(raw: Mapping[str, Any], remarks: Iterable[str] = ()) -> str:
    """Tables as the text of a file; remarks stand above them as comments."""
    lines = [f"# {' '.join(one.split())}" for one in remarks]
    lines += [_pair(key, value) for key, value in raw.items() if key not in _LISTS]
    for name in _LISTS:
        for table in raw.get(name, ()):
            lines += ["", f"[[{name}]]", *(_pair(key, value) for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _pair(key: str, value: object) -> str:
    if isinstance(value, str) and "\n" in value:
        lines = "\n".join(_string(line)[1:-1] for line in value.split("\n"))
        return f'{key} = """\n{lines}"""'
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{key} = [\n" + "".join(f"  {_inline(one)},\n" for one in value) + "]"
    return f"{key} = {_inline(value)}"


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(one) for one in value) + "]"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _string(value) if isinstance(value, str) else json.dumps(value)


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _string(key)


def _string(value: str) -> str:
    # TOML's escapes are JSON's, but it wants DEL escaped too.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

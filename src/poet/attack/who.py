"""How many people took part, as an issued file says it in a sentence: of nobody's answers, and yet it tells who was not asked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html import unescape

# A table's item of this name tells how many took part.
TOOK_PART = ""


def people_in(ending: str, data: bytes, respondents: str) -> int | None:
    """How many of those whom a questionnaire asks answered it, where the file says so, and once."""
    said = re.compile(rf"(?<![\d,])([\d,]+) {re.escape(respondents)} answered\.", re.IGNORECASE)
    texts = _WORDS[ending](data) if ending in _WORDS else ()
    found = {int(number.replace(",", "")) for text in texts for number in said.findall(text)}
    return found.pop() if len(found) == 1 else None


def _page(data: bytes) -> Iterator[str]:
    yield " ".join(unescape(re.sub(r"<[^>]*>", " ", data.decode())).split())


def _data(data: bytes) -> Iterator[str]:
    waiting = [json.loads(data)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one


def _document(data: bytes) -> Iterator[str]:
    program = shutil.which("pdftotext")
    if program is not None:
        found = subprocess.run([program, "-", "-"], input=data, capture_output=True, check=True)  # noqa: S603 no shell
        yield " ".join(found.stdout.decode().split())


# Workbooks do not say it.
_WORDS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "html": _page,
    "json": _data,
    "pdf": _document,
}

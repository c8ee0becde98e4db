"""A published report says who published it, when, where it stands and what was signed: in every format that has words."""

from __future__ import annotations

import msgspec
import pytest

from drawn.council import ABOUT, FONTS, HERE, release
from poet.draw import FORMATS, html, json
from poet.draw.about import about
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import local
from poet.report.model import Published
from poet.report.register import register

KNOWN = Published("Anyshire Council 2 and partners", "2026-12-01", "https://poet.example/reports/any-1/", "ab12" * 16)


@pytest.fixture(scope="module")
def told():
    return msgspec.structs.replace(local(release(), HERE, ABOUT), published=KNOWN)


def test_its_last_lines_say_so(told):
    assert about(told)[-5:] == [
        ("Published by", "Anyshire Council 2 and partners"),
        ("Published on", "1 December 2026"),
        ("Where it stands", "https://poet.example/reports/any-1/"),
        ("Digest of what was signed", "ab12" * 16),
        ("Licence", "OGL 3.0"),
    ]


def test_a_report_that_is_not_published_says_nothing_of_it():
    told = local(release(), HERE, ABOUT)
    assert b"published" not in json.dump(told)
    assert "Published by" not in html.body(told)


def test_it_is_read_back_as_it_was_kept(told):
    assert json.load(json.dump(told)).published == KNOWN


@pytest.mark.parametrize("name", [name for name in FORMATS if name in READERS])
def test_the_proofreader_takes_these_lines_for_facts(told, name):
    assert proofread(register(told), f"report.{name}", FORMATS[name].draw(told, FONTS)) == ()

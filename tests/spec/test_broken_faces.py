"""Broken overlays and banks: each file in misfits/ is refused for its own reason, in the words of misfits/said.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.commands.check import check
from poet.instrument import Refused, load
from poet.instrument.bank import parse_bank
from poet.instrument.faces import dress
from poet.instrument.overlays import chain, parse_overlay
from poet.instrument.sentences import Misfit
from spec.test_broken_questionnaires import VALUES, pattern

HERE = Path(__file__).parent
SAID = (HERE / "misfits/said.txt").read_text(encoding="utf-8").splitlines()
OVERLAY = (HERE / "sound-overlay.toml").read_text(encoding="utf-8")
BANK = (HERE / "sound-bank.toml").read_text(encoding="utf-8")
# Said of what a council chooses, not of a file.
OF_A_CHOICE = {
    Misfit.NOT_FOR,
    Misfit.TOO_MANY_CHOSEN,
    Misfit.CLASH,
    Misfit.CHOSEN_TWICE,
    Misfit.NOT_IN_BANK,
    Misfit.COMPOSED_ALREADY,
}


def faults(text: str, name: str) -> list[str]:
    try:
        if name.startswith("bank-"):
            parse_bank(text, name)
        else:
            overlay = parse_overlay(text, name)
            dress(load(HERE / "sound.toml"), chain(overlay.face, {overlay.face: overlay}))
    except Refused as refused:
        return [str(fault) for fault in refused.faults]
    return []


@pytest.mark.parametrize("said", SAID, ids=[said.split(",")[0] for said in SAID])
def test_a_broken_overlay_or_bank_is_refused_with_line_reason_and_remedy(said: str) -> None:
    name = said.split(",", maxsplit=1)[0]
    assert faults((HERE / "misfits" / name).read_text(encoding="utf-8"), name) == [said]


def test_the_files_they_were_broken_from_are_sound() -> None:
    assert faults(OVERLAY, "overlay.toml") == []
    assert faults(BANK, "bank-travel.toml") == []


def test_every_broken_file_has_its_words() -> None:
    assert sorted(file.name for file in (HERE / "misfits").glob("*.toml")) == [said.split(",")[0] for said in SAID]


def test_every_kind_of_fault_of_a_file_has_a_file_that_shows_it() -> None:
    words = [said.split(": ", 1)[1] for said in SAID]
    assert {kind for kind in Misfit if not any(re.fullmatch(pattern(kind), said) for said in words)} == OF_A_CHOICE


def test_check_tries_an_overlay_on_the_questionnaire_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2026.toml").write_bytes((HERE / "sound.toml").read_bytes())
    face, bank = tmp_path / "2026.easy-3.toml", tmp_path / "travel.toml"
    face.write_text(OVERLAY, encoding="utf-8")
    bank.write_text(BANK, encoding="utf-8")
    assert check([face, bank]) == 0
    said = capsys.readouterr().out
    assert "sound. support/2026 as easy-3" in said
    assert "sound. Bank travel: 2 questions" in said
    face.write_text(OVERLAY.replace("[items.has-plan]", "[items.has-pla]"), encoding="utf-8")
    assert check([face]) == 1
    assert "Did you mean 'has-plan'?" in capsys.readouterr().out


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([(OVERLAY, "overlay.toml"), (BANK, "bank-travel.toml")]), st.data())
def test_whatever_stands_in_a_key_is_taken_in_or_refused_in_words(file: tuple[str, str], data: st.DataObject) -> None:
    text, name = file
    lines = text.splitlines()
    keys = [place for place, line in enumerate(lines) if re.match(r"\w[\w-]* = ", line) and not line.endswith("[")]
    for place in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3)):
        lines[place] = f"{lines[place].split(' = ')[0]} = {data.draw(st.sampled_from(VALUES))}"
    assert [fault for fault in faults("\n".join(lines), name) if ", line " not in fault] == []


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([(OVERLAY, "overlay.toml"), (BANK, "bank-travel.toml")]), st.data())
def test_whatever_is_typed_over_it_a_file_is_taken_in_or_refused_in_words(
    file: tuple[str, str], data: st.DataObject
) -> None:
    text, name = file
    start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 40))
    typed = text[:start] + data.draw(st.text(max_size=5)) + text[start + length :]
    assert [fault for fault in faults(typed, name) if ", line " not in fault] == []

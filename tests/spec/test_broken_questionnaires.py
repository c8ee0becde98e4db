"""Broken questionnaires: each file in broken/ is refused for its own reason, in the words that stand in broken/said.txt."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.instrument import Instrument, Refused, load, parse
from poet.instrument.load import LARGEST_FILE
from poet.instrument.sentences import Wrong

HERE = Path(__file__).parent
SAID = (HERE / "broken/said.txt").read_text(encoding="utf-8").splitlines()
SOUND = (HERE / "sound.toml").read_text(encoding="utf-8")
# What no file in the folder can be: too large to keep, or not there.
KEPT_APART = {Wrong.TOO_LARGE, Wrong.UNREADABLE}


def faults(file):
    with pytest.raises(Refused) as caught:
        load(file)
    return [str(fault) for fault in caught.value.faults]


def faults_of(text):
    with pytest.raises(Refused) as caught:
        parse(text, "form.toml")
    return [str(fault) for fault in caught.value.faults]


def pattern(wrong):
    """What a kind of fault says, with anything in its gaps."""
    sentence = re.sub(r"{[^{}]*}", "\0", " ".join(wrong.value).replace("{{{name}}}", "\0"))
    return re.escape(sentence.replace("{{", "{").replace("}}", "}")).replace("\0", ".*")


@pytest.mark.parametrize("said", SAID, ids=[said.split(",")[0] for said in SAID])
def test_a_broken_questionnaire_is_refused_with_line_reason_and_remedy(said, monkeypatch):
    monkeypatch.chdir(HERE / "broken")
    assert faults(Path(said.split(",")[0])) == [said]


def test_the_file_they_were_broken_from_is_sound():
    assert parse(SOUND, "sound.toml").name == "support/2026"


def test_every_broken_file_has_its_words():
    assert sorted(file.name for file in (HERE / "broken").glob("*.toml")) == sorted(s.split(",")[0] for s in SAID)


def test_no_two_files_are_refused_in_the_same_words():
    words = [said.split(": ", 1)[1] for said in SAID]
    assert len(set(words)) == len(words) == 76


def test_every_kind_of_fault_has_a_file_that_shows_it():
    words = [said.split(": ", 1)[1] for said in SAID]
    assert {kind for kind in Wrong if not any(re.fullmatch(pattern(kind), said) for said in words)} == KEPT_APART


def test_all_faults_of_a_file_are_told_at_once_from_top_to_bottom():
    text = SOUND.replace('"families"', '" "').replace('"months"', '"weeks"', 2).replace("block", "blok", 1)
    assert faults_of(text) == [
        "form.toml, line 4: 'respondents' is blank. Write a text between the quotes.",
        "form.toml, line 45: 'weeks' is not a unit. Use one of: years, months, pounds, count.",
        "form.toml, line 54: An item has no key 'blok'. Did you mean 'block'?",
    ]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    file = tmp_path / "none.toml"
    assert faults(file) == [
        f"{file}: The file cannot be read: No such file or directory. Check its name and try again."
    ]


def test_a_folder_is_refused(tmp_path):
    assert faults(tmp_path) == [f"{tmp_path}: The file cannot be read: Is a directory. Check its name and try again."]


def test_a_file_too_large_to_be_a_questionnaire_is_refused_unread(tmp_path):
    file = tmp_path / "large.toml"
    file.write_bytes(b"\xff" * (LARGEST_FILE + 1))
    assert faults(file) == [
        f"{file}, line 1: The file has 1,000,001 bytes. Is it a questionnaire? Shorten it to 1,000,000 bytes or fewer."
    ]


def test_a_text_too_large_to_be_a_questionnaire_is_refused_unread():
    assert faults_of("é" * (LARGEST_FILE + 1)) == [
        "form.toml, line 1: The file has 2,000,002 bytes. Is it a questionnaire? Shorten it to 1,000,000 bytes or fewer."
    ]


@pytest.mark.parametrize("text", ["a = " + "[" * 5_000, "a" + ".a" * 100_000 + " = 1"], ids=["lists", "keys"])
def test_endless_nesting_is_refused_without_a_traceback(text):
    assert len(faults_of(text)) >= 1


@pytest.mark.parametrize("text", ["a = 1_", "a = 0x", "a = 9999-99-99", "a = " + "9" * 5_000, "\0", "a = '\r'"])
def test_odd_toml_is_refused_without_a_traceback(text):
    assert faults_of(text)[0].startswith("form.toml, line 1: ")


def test_a_misspelt_table_does_not_hide_what_follows_from_it():
    nothing = "None is there yet: add one first."
    assert faults_of(SOUND.replace("[[sections]]", "[[section]]")) == [
        "form.toml, line 1: A questionnaire needs the key 'sections'. Add it.",
        "form.toml, line 23: A questionnaire has no key 'section'. Did you mean 'sections'?",
        f"form.toml, line 35: There is no section 'about'. {nothing}",
        f"form.toml, line 43: There is no section 'about'. {nothing}",
        f"form.toml, line 51: There is no section 'process'. {nothing}",
        f"form.toml, line 59: There is no section 'process'. {nothing}",
    ]


VALUES = [
    "1",
    "-1.5",
    "true",
    '""',
    '"x"',
    '"{y}"',
    "[]",
    '["a"]',
    "{}",
    "[{}]",
    '[{ code = "a" }]',
    "1979-05-27",
    "nan",
]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_whatever_stands_in_a_key_is_taken_in_or_refused_in_words(data):
    lines = SOUND.splitlines()
    keys = [place for place, line in enumerate(lines) if re.match(r"\w+ = ", line) and not line.endswith("[")]
    for place in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3)):
        lines[place] = f"{lines[place].split(' = ')[0]} = {data.draw(st.sampled_from(VALUES))}"
    taken_in_or_refused("\n".join(lines))


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(SOUND)), st.integers(0, 40), st.text(max_size=5))
def test_whatever_is_typed_over_it_a_file_is_taken_in_or_refused_in_words(start, length, typed):
    taken_in_or_refused(SOUND[:start] + typed + SOUND[start + length :])


def taken_in_or_refused(text):
    try:
        told = () if isinstance(parse(text, "form.toml"), Instrument) else None
    except Refused as refused:
        told = refused.faults
    assert told is not None
    assert [str(fault) for fault in told if not 1 <= fault.line <= text.count("\n") + 1] == []

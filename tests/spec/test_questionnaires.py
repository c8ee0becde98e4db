"""Sound questionnaires: what a file says is what the instrument holds."""

import time
from pathlib import Path

import pytest

from poet.commands.check import check
from poet.instrument import Condition, Instrument, Kind, Option, Section, SectionKind, Side, Unit, load, parse, worded
from poet.instrument.places import places

HERE = Path(__file__).parent
SOUND = (HERE / "sound.toml").read_text(encoding="utf-8")


@pytest.fixture
def form() -> Instrument:
    return parse(SOUND, "sound.toml")


def test_a_questionnaire_has_its_sections_in_order(form):
    assert form.sections == (
        Section("about", "About you", SectionKind.CONTEXT),
        Section("process", "Your {thing}", SectionKind.PROCESS),
    )


def test_an_item_has_the_options_of_its_scale(form):
    assert form.by_id["clear"].options == (
        Option("always", "Always", Side.FAVOURABLE),
        Option("sometimes", "Sometimes", Side.NEUTRAL),
        Option("never", "Never", Side.UNFAVOURABLE),
        Option("dont-know", "Don't know", apart=True),
    )


def test_what_is_apart_is_no_part_of_the_base(form):
    item = form.by_id["clear"]
    assert [option.code for option in item.in_base] == ["always", "sometimes", "never"]
    assert [option.code for option in item.apart] == ["dont-know"]


def test_only_items_with_sides_are_judged(form):
    assert [item.id for item in form.items if item.judged] == ["clear", "in-time"]


def test_a_number_has_its_unit_bounds_and_step(form):
    item = form.by_id["months"]
    assert (item.kind, item.unit, item.low, item.high, item.step) == (Kind.NUMBER, Unit.MONTHS, 0.0, 1e9, 1.0)


def test_a_condition_names_an_earlier_item_and_its_codes(form):
    assert form.by_id["months"].when == (Condition("has-plan", ("yes",)),)


def test_the_label_is_the_question_where_none_is_given(form):
    assert (form.by_id["has-plan"].label, form.by_id["clear"].label) == ("Has one", "It was clear.")


def test_a_wording_puts_its_own_words_in(form):
    asked = [worded(form.by_id["has-plan"].ask, form.variant(name)) for name in (None, "plan", "budget")]
    assert asked == ["Is there a plan?", "Is there a plan?", "Is there a budget?"]


def test_a_wording_that_is_not_there_is_named(form):
    with pytest.raises(KeyError, match=r"support/2026 has no wording variant 'tea'"):
        form.variant("tea")


@pytest.mark.parametrize(
    "raw",
    [SOUND.encode(), SOUND.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + SOUND.encode()],
    ids=["plain", "windows line ends", "byte-order mark"],
)
def test_the_digest_is_the_same_however_the_file_was_saved(raw, tmp_path, form):
    file = tmp_path / "form.toml"
    file.write_bytes(raw)
    assert load(file) == form


def test_another_word_gives_another_digest(form):
    assert parse(SOUND.replace("clear", "plain"), "sound.toml").digest != form.digest


def test_a_questionnaire_in_another_script_is_taken_in():
    text = SOUND.replace("It was clear.", "یہ واضح تھا۔").replace("Always", "ہمیشہ")
    assert parse(text, "urdu.toml").by_id["clear"].ask == "یہ واضح تھا۔"


def test_codes_may_be_numbers_and_ranges():
    text = SOUND.replace('"yes"', '"1"').replace('"no"', '"18-24,£0+"')
    assert [option.code for option in parse(text, "form.toml").by_id["has-plan"].options] == ["1", "18-24,£0+"]


def test_a_scale_may_begin_at_its_other_end():
    turned = (
        SOUND.replace('"favourable"', '"-"').replace('"unfavourable"', '"favourable"').replace('"-"', '"unfavourable"')
    )
    assert [option.side for option in parse(turned, "form.toml").by_id["clear"].in_base] == list(Side)[::-1]


def test_two_hundred_items_are_taken_in_at_once():
    item = '\n[[items]]\nid = "q{0}"\nsection = "process"\nkind = "one"\nscale = "frequency"\nask = "Question {0}?"\n'
    begun = time.perf_counter()
    form = parse(SOUND + "".join(item.format(number) for number in range(196)), "long.toml")
    assert len(form.items) == 200
    assert time.perf_counter() - begun < 5


TOML = '''
# a comment = [ with "brackets
id = "a # not a comment"   # this is one
text = """
[not-a-table]
x = 1
"""
letters = \'\'\'
[[nor-this]]\'\'\'
[[items]]
ask = "says ] and }"
options = [   # the first
  { code = "a", text = "A" }, { code = "b", text = "B" },

  { code = "c",
    text = """
  C""" },
]
[[items]]
"ask me" . twice = 1
[[items.when]]
is = ["x",
  "y"]
'''


def test_every_part_of_a_file_is_found_on_its_line():
    if "\n    text" in TOML:  # line ends inside an inline table are newer than Python 3.11's reader
        text = TOML.replace('"c",\n    text', '"c",    text')
    found = places(text)
    paths = {
        ("id",): 3,
        ("text",): 4,
        ("letters",): 8,
        ("items", 0): 10,
        ("items", 0, "ask"): 11,
        ("items", 0, "options"): 12,
        ("items", 0, "options", 0, "text"): 13,
        ("items", 0, "options", 1): 13,
        ("items", 0, "options", 2): 15,
        ("items", 0, "options", 2, "text"): 15,
        ("items", 1): 18,
        ("items", 1, "ask me", "twice"): 19,
        ("items", 1, "when", 0, "is", 1): 22,
        ("items", 1, "not-there", 5): 18,
        ("nowhere",): 1,
    }
    assert {path: found.line(path) for path in paths} == paths
    assert ("not-a-table",) not in found.lines
    assert ("nor-this",) not in found.lines


def test_checking_says_what_a_sound_file_holds(capsys):
    assert check([HERE / "sound.toml"]) == 0
    digest = parse(SOUND, "").digest
    assert capsys.readouterr().out == (
        f"{HERE / 'sound.toml'}: sound. support/2026: 4 items in 2 sections, 2 wordings, digest {digest}.\n"
    )


def test_checking_goes_on_after_a_broken_file(capsys, monkeypatch):
    monkeypatch.chdir(HERE)
    assert check([Path("broken/one-option.toml"), Path("sound.toml"), Path("none.toml")]) == 1
    digest = parse(SOUND, "").digest
    assert capsys.readouterr().out.splitlines() == [
        "broken/one-option.toml, line 39: One option is no choice. Add another option.",
        "broken/one-option.toml: not taken in. 1 fault to mend.",
        f"sound.toml: sound. support/2026: 4 items in 2 sections, 2 wordings, digest {digest}.",
        "none.toml: The file cannot be read: No such file or directory. Check its name and try again.",
        "none.toml: not taken in. 1 fault to mend.",
    ]

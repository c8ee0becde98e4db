"""Commentary is words: a little Markdown, figures by their claims, and nothing else that could do or say anything."""

import drafts
import pytest
from django.conf import settings

from poet.draw import FORMATS
from poet.proofread import proofread
from poet.report.model import Claim, Paragraph, Points
from poet.report.register import register
from portal.editing.commentary import blocks, clean, named, parts
from portal.editing.figures import drawn
from portal.editing.inserting import assembled
from portal.editing.unclaimed import numbers, unclaimed

SHARE = Claim("favourable", "information", "Anyshire", 0.725, 40, id="information/favourable")
BESIDE = Claim(
    "favourable, area minus the rest", "information", "Anyshire", 0.12, 40, unit="difference", comparator="the rest",
    comparator_value=0.6, test="chi-squared", adjusted_p=0.01, id="information/beside the rest",
)  # fmt: skip
CLAIMS = {claim.id: claim for claim in (SHARE, BESIDE)}


def texts(text):
    return [[said.text for said in block.sentences] for block in blocks(text, CLAIMS)]


def test_paragraphs_are_read_sentence_by_sentence_and_lists_point_by_point():
    said = "We heard this. We act on it.\n\n- Tell people sooner\n- Ask again\n\nThen *we* **meet**."
    assert texts(said) == [["We heard this.", "We act on it."], ["Tell people sooner", "Ask again"], ["Then we meet."]]
    assert [type(block) for block in blocks(said, CLAIMS)] == [Paragraph, Points, Paragraph]


def test_numbered_and_nested_points_are_points():
    assert texts("1. First this\n   - and this\n2. Then that") == [["First this", "and this", "Then that"]]


def test_a_figure_is_drawn_through_its_claim_and_the_sentence_rests_on_it():
    (block,) = blocks("Of all, {{information/favourable}} said so. Good.", CLAIMS)
    assert [(said.text, said.claims) for said in block.sentences] == [("Of all, 73% said so.", (SHARE,)), ("Good.", ())]


def test_a_claims_id_may_hold_what_markdown_takes_for_emphasis():
    claim = Claim("of *these* _two_", "x", "A", 3, 3, unit="people", id="x/of *these* _two_")
    (block,) = blocks("So {{x/of *these* _two_}} came.", {claim.id: claim})
    assert block.sentences[0].text == "So 3 came."


def test_a_figure_that_is_gone_is_said_to_be_missing():
    assert texts("Some {{gone}} did.") == [["Some [figure missing] did."]]
    assert named("Some {{gone}} did {{information/favourable}}.") == {"gone", "information/favourable"}


@pytest.mark.parametrize(
    "said",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        "# A heading",
        "> A quotation",
        "`code`",
        "| a | b |",
        "<!-- hidden -->",
    ],
)
def test_whatever_else_could_be_markup_is_the_letters_it_is(said):
    assert texts(said) == [[said]]


def test_a_script_in_a_commentary_is_drawn_as_text_in_every_face(world):
    draft = drafts.draft_of(drafts.answered(world))
    report = assembled(drafts.content(draft).report, {"introduction": "<script>alert(1)</script> and <b>more</b>"})
    page = FORMATS["html"].draw(report, None).decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; and &lt;b&gt;more&lt;/b&gt;" in page


def test_marks_that_no_keyboard_writes_are_taken_out():
    assert clean("a\x00b\u202ec\r\nd  \n") == "abc\nd"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("We had 12 meetings.", ["12"]),
        ("In 2026 we start.", ["2026"]),
        ("A half-term break and the third sector, one day, nobody.", []),
        ("Half of them.", ["Half"]),
        ("Twenty-three families", ["Twenty-three"]),
        ("two thirds of people", ["two", "thirds"]),
        ("one in ten", ["one", "ten"]),
        ("One of us will write.", ["One"]),
        ("None of these", ["None of these"]),
        ("٣ families, ½ of them, ⅔", ["٣", "½", "⅔"]),
        ("Numbers doubled; a dozen per cent", ["doubled", "dozen", "per cent"]),
        ("“5 of us” they said", ["5"]),
    ],
)
def test_numbers_are_seen_however_they_are_written(said, found):
    assert list(numbers(said)) == found


def in_the_way(said):
    return [(fault.found, fault.sentence) for fault in unclaimed({"summary": said}, CLAIMS)]


def test_a_number_is_in_the_way_until_it_is_a_claim():
    assert in_the_way("Many, 73% of them, said so.") == [("73%", "Many, 73% of them, said so.")]
    assert in_the_way("Many, {{information/favourable}} of them, said so.") == []
    assert [found for found, _ in in_the_way("Many (83%), “40”, and −3.5: so.")] == ["83%", "40", "−3.5"]


def test_a_claim_in_the_sentence_frees_no_other_number():
    assert [found for found, _ in in_the_way("Of 40 people {{information/favourable}} said so.")] == ["40"]


def test_a_word_of_comparison_asks_for_a_claim_with_a_test_that_points_its_way():
    (fault,) = in_the_way("We do better than others.")
    assert fault == ("No test among the claims of this sentence supports “better”", "We do better than others.")
    assert in_the_way("We do better than others: {{information/beside the rest}}.") == []
    assert len(in_the_way("We do worse than others: {{information/beside the rest}}.")) == 1
    assert len(in_the_way("We do better. By {{information/beside the rest}}.")) == 1, "each sentence by itself"


def test_a_word_of_comparison_in_quotation_marks_is_one_too():
    assert len(in_the_way("Parents say “it is better”.")) == 1


def test_a_word_of_weight_asks_for_a_claim_in_its_band():
    assert len(in_the_way("A large majority said so.")) == 1
    assert in_the_way("A majority said so: {{information/favourable}}.") == []


def test_a_claim_that_is_gone_is_in_the_way():
    assert [found for found, _ in in_the_way("Some {{gone}} did.")] == ["gone"]


def test_every_figure_of_a_report_can_be_put_in_and_the_finished_files_are_proofread_without_a_fault(world):
    draft = drafts.draft_of(drafts.answered(world))
    report, claims = drafts.content(draft).report, drafts.figures(draft)
    assert len(claims) > 10
    said = "\n\n".join(f"As we see it, {{{{{name}}}}} here." for name in claims)
    assert unclaimed({"summary": said}, claims) == ()
    whole = assembled(report, {"summary": said, "introduction": "We *thank* everybody."})
    for ending in ("html", "docx", "pdf"):
        drawing = FORMATS[ending].draw(whole, settings.FONTS)
        assert proofread(register(whole), f"report.{ending}", drawing) == (), ending
    assert {f"As we see it, {drawn(claim)} here." for claim in claims.values()} <= set(text_of(whole))


def text_of(report):
    return [said.text for section in report.summary for block in section.blocks for said in block.sentences]


def test_commentary_on_a_section_that_is_gone_stands_last(world):
    report = drafts.content(drafts.draft_of(drafts.answered(world))).report
    whole = assembled(report, {"no-such": "Kept.", "summary": "Here."})
    assert [section.id for section in whole.summary] == ["summary", "commentary-summary"]
    assert whole.sections[-1].title == "Commentary on a part that is no longer in this report"


def test_fifty_thousand_characters_are_read_at_once():
    said = "word " * 10_000
    assert len(parts(said)) == 1
    assert len(unclaimed({"summary": "{{ " * 16_000 + "* " * 500}, {})) < 20

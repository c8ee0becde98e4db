"""The published figures of the 2014 round, reproduced by the same path that every report takes.

G numbers are rows of the table of published figures; A numbers are its contradictions, each decided here with its reason.
"""

import re

import pytest

from poet.measure import favourable, share, unfavourable
from poet.protect import STANDARD, Shown, Why, Withheld, minus
from poet.report import About, local, overall, words
from poet.report.model import Bars
from spec.round_2014 import INSTRUMENTS, PUBLISHED_2014, parents, practitioners


@pytest.fixture(scope="module")
def releases():
    return {"parents": parents(PUBLISHED_2014), "practitioners": practitioners(PUBLISHED_2014)}


@pytest.fixture(scope="module")
def reports(releases):
    return {who: overall(release, About()) for who, release in releases.items()}


def people(releases, who, item, code):
    table = releases[who].whole[item]
    return next(part.count.value for part in (*table.parts, *table.apart) if part.key == code)


# --- exact counts

COUNTS = [
    ("G012", "parents", "support-before", "statement", 53),
    ("G013", "parents", "support-before", "health", 34),
    ("G014", "parents", "support-before", "none", 2),
    ("G015", "parents", "keyworker", "yes", 42),
    ("G021", "parents", "has-budget", "yes", 69),
    ("G022", "parents", "budget-held", "direct-payment", 53),
    ("G023", "parents", "budget-held", "provider", 7),
    ("G024", "parents", "budget-held", "council", 6),
    ("G027", "parents", "budget-kind", "weekly", 26),
    ("G028", "parents", "budget-kind", "one-off", 19),
    ("G037", "parents", "budget-uses", "specialist-advice", 3),
    ("G038", "parents", "budget-uses", "befriending", 3),
    ("G039", "parents", "budget-uses", "equipment", 5),
    ("G040", "parents", "budget-uses", "family-time", 7),
    ("G041", "parents", "budget-uses", "specialist-service", 11),
    ("G042", "parents", "budget-uses", "break", 16),
    ("G043", "parents", "budget-uses", "personal-assistant", 29),
    ("G044", "parents", "budget-uses", "community", 34),
    ("G045", "parents", "helped-plan", "yes", 57),
    ("G047", "parents", "helped-who", "teacher", 5),
    ("G048", "parents", "helped-who", "senco", 5),
    ("G049", "parents", "helped-who", "psychologist", 4),
    ("G050", "parents", "helped-who", "health", 9),
    ("G051", "parents", "helped-who", "social-worker", 39),
    ("G052", "parents", "helped-who", "coordinator", 10),
    ("G053", "parents", "helped-who", "voluntary", 3),
    ("G054", "parents", "helped-who", "support-worker", 6),
    ("G055", "parents", "helped-who", "family", 10),
    ("G092", "practitioners", "involvement", "assessment", 41),
    ("G093", "practitioners", "involvement", "management", 9),
    ("G094", "practitioners", "involvement", "direct", 11),
    ("G095", "practitioners", "discipline", "health", 1),
    ("G096", "practitioners", "share", "nearly-all", 12),
    ("G097", "practitioners", "share", "less-than-half", 32),
    ("G098", "practitioners", "share", "none", 10),
]


@pytest.mark.parametrize(("row", "who", "item", "code", "published"), COUNTS, ids=[row[0] for row in COUNTS])
def test_a_published_count_is_reproduced(releases, row, who, item, code, published):
    assert people(releases, who, item, code) == published


BASES = [
    ("G002", "practitioners", "involvement", 61),
    ("G026", "parents", "budget-kind", 45),
    ("G036", "parents", "budget-uses", 59),
    ("G085", "parents", "worked-well", 62),
    ("G086", "parents", "not-well", 49),
    ("G089", "parents", "change", 47),
    ("G117", "practitioners", "worked-well", 52),
    ("G118", "practitioners", "not-well", 54),
]


@pytest.mark.parametrize(("row", "who", "item", "published"), BASES, ids=[row[0] for row in BASES])
def test_a_published_number_of_answers_is_reproduced(releases, row, who, item, published):
    assert releases[who].whole[item].base == Shown(published)


def test_the_number_of_people_and_of_areas_is_reproduced(releases):
    """G001, G004, G005, G007."""
    everybody = [release.all_respondents.value for release in releases.values()]
    assert (everybody, sum(everybody)) == ([72, 61], 133)
    assert [len(release.groups) for release in releases.values()] == [6, 5]


def test_mentions_are_counted_and_people_are_the_base(releases):
    tables = releases["parents"].whole
    mentions = {item: sum(part.count.value for part in tables[item].parts) for item in ("budget-uses", "helped-who")}
    assert (mentions, tables["budget-uses"].base, tables["helped-who"].base) == (
        {"budget-uses": 108, "helped-who": 91},
        Shown(59),
        Shown(57),
    )


NUMBERS = [  # base, lowest, highest, mean as printed in 2014
    ("G009-G011", "child-age", 72, 3.0, 18.0, 11.0),
    ("G016-G018", "budget-months", 65, 1.0, 120.0, 22.0),
    ("G030-G032", "budget-weekly", 26, 13.5, 755.0, 148.0),
    ("G033-G035", "budget-one-off", 19, 144.0, 8929.0, 2789.0),
]


@pytest.mark.parametrize(("row", "item", "base", "lowest", "highest", "mean"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_published_ages_times_and_sums_are_reproduced(releases, row, item, base, lowest, highest, mean):
    table = releases["parents"].whole[item]
    assert (table.base, table.lowest, table.highest, table.mean) == (
        Shown(base),
        Shown(lowest),
        Shown(highest),
        Shown(mean),
    )


def test_the_time_plans_had_been_in_place_is_reproduced(releases):
    """G019, G020: one month to two years."""
    table = releases["parents"].whole["plan-months"]
    assert (table.lowest, table.highest) == (Shown(1.0), Shown(24.0))


# --- exact percentages

FAVOURABLE = [
    ("G057", "parents", "process-roles", 78),
    ("G058", "parents", "process-timeliness", 78),
    ("G081", "parents", "needs-now", 70),
    ("G083", "parents", "needs-later", 55),
    ("G099", "practitioners", "process-parents", 92),
    ("G100", "practitioners", "process-individual", 81),
    ("G101", "practitioners", "process-child-centred", 75),
    ("G102", "practitioners", "process-understanding", 81),
    ("G103", "practitioners", "process-colleagues", 65),
    ("G104", "practitioners", "process-timeliness", 52),
    ("G105", "practitioners", "process-information", 67),
    ("G111", "practitioners", "child-next-school", 41),
]
UNFAVOURABLE = [
    ("G082", "parents", "needs-now", 7),
    ("G106", "practitioners", "process-timeliness", 12),
    ("G113", "practitioners", "child-practitioners", 13),
    ("G114", "practitioners", "child-adulthood", 11),
    ("G115", "practitioners", "child-next-school", 24),
]


@pytest.mark.parametrize(("row", "who", "item", "published"), FAVOURABLE, ids=[row[0] for row in FAVOURABLE])
def test_a_published_favourable_percentage_is_reproduced(releases, row, who, item, published):
    assert words.percent(favourable(releases[who].whole[item])) == f"{published}%"


@pytest.mark.parametrize(("row", "who", "item", "published"), UNFAVOURABLE, ids=[row[0] for row in UNFAVOURABLE])
def test_a_published_unfavourable_percentage_is_reproduced(releases, row, who, item, published):
    assert words.percent(unfavourable(releases[who].whole[item])) == f"{published}%"


def test_the_unsure_are_an_answer_inside_the_base(releases):
    """G084: 38 % unsure about the future; 23 % now follows from 70 and 7."""
    table = releases["parents"].whole["needs-later"]
    assert words.percent(share(minus(table.base, table.favourable, table.unfavourable), table.base, "unsure")) == "38%"


# --- statements that bound a figure

BOUNDS = [
    ("G056", "parents", favourable, 0.8, 1.0, "process-", 7),
    ("G059", "parents", unfavourable, 0.0, 0.0999, "process-", 9),
    ("G060, G061", "parents", unfavourable, 0.0501, 1.0, "process-", 2),
    ("G062-G066", "parents", favourable, 0.8, 1.0, "child-", 5),
    ("G067-G069", "parents", favourable, 0.66, 0.67, "child-", 3),
    ("G070", "parents", favourable, 0.5, 0.5, "child-", 1),
    ("G071", "parents", unfavourable, 0.0, 0.0499, "child-", 9),
    ("G074-G077", "parents", favourable, 0.8, 1.0, "parent-", 4),
    ("G080", "parents", unfavourable, 0.0, 0.0499, "parent-", 6),
    ("four of seven", "practitioners", favourable, 0.75, 1.0, "process-", 4),
    ("G108", "practitioners", unfavourable, 0.0, 0.0999, "process-", 5),
    ("G109, G110", "practitioners", favourable, 0.75, 1.0, "child-", 2),
    ("G112", "practitioners", favourable, 0.5, 0.7499, "child-", 7),
    ("G116", "practitioners", unfavourable, 0.0, 0.0999, "child-", 7),
]


@pytest.mark.parametrize(
    ("row", "who", "measure", "low", "high", "prefix", "areas"), BOUNDS, ids=[b[0] for b in BOUNDS]
)
def test_a_published_bound_holds_in_as_many_areas_as_was_said(releases, row, who, measure, low, high, prefix, areas):
    judged = [table for item, table in releases[who].whole.items() if item.startswith(prefix) and table.item.judged]
    within = [table.item.id for table in judged if low <= measure(table).value <= high]
    assert len(within) == areas


def test_at_least_a_third_saw_no_difference_in_two_areas(releases):
    """G072, G073."""
    tables = [releases["parents"].whole[item] for item in ("child-learning", "child-community")]
    middles = [share(minus(t.base, t.favourable, t.unfavourable), t.base, "no difference").value for t in tables]
    assert all(value >= 1 / 3 for value in middles)


# --- contradictions, decided


def test_a1_and_a2_every_percentage_has_its_own_base(releases):
    """A1: no one base gives all the practitioners' figures; A2: 70 % of 72 is impossible. So bases differ by item."""
    bases = {
        item: releases["practitioners"].whole[item].base.value for item in ("process-colleagues", "process-timeliness")
    }
    assert (bases, releases["parents"].whole["needs-now"].base) == (
        {"process-colleagues": 48, "process-timeliness": 52},
        Shown(71),
    )


def test_a1_sixty_one_practitioners_answered_because_their_roles_add_up_to_it(releases):
    """G002 says 61, G003 says 62."""
    assert sum(part.count.value for part in releases["practitioners"].whole["involvement"].parts) == 61


def test_a3_seventy_seven_and_sixty_four_are_percentages(releases):
    """G078, G079: printed without a sign; 77 cannot be a count of 72 people."""
    whole = releases["parents"].whole
    assert [words.percent(favourable(whole[item])) for item in ("parent-valued", "parent-community")] == ["77%", "64%"]
    assert words.fraction(0.77) == "around three quarters"


def test_a4_seven_of_nine_areas_reach_at_least_eighty_percent(reports):
    """The report says "80 %" once and "at least 80 %" once; the latter is what its figures support."""
    assert (
        "In seven of the nine areas we asked about, at least 80% of parents and carers answered “always” or “mostly”. "
        "Fewer did so in Timeliness (78%) and Clarity of role (78%)."
    ) in said(reports["parents"])


def test_a5_ten_percent_or_more_is_tested_unrounded_and_never_contradicts_the_print(reports, releases):
    """G107: "more than 10 %" beside a printed 10 %. 5 of 48 is more than 10 %, and "10% or more" is true either way."""
    assert unfavourable(releases["practitioners"].whole["process-colleagues"]).value > 0.1
    assert (
        "10% or more answered “rarely” or “never” in two of the seven areas: Partnership with colleagues (10%) and "
        "Timely response (12%)."
    ) in said(reports["practitioners"])


def test_a6_a_fraction_in_words_never_leaves_its_band():
    """43 % was called "around a third" and 44 % "around a half"; 53 of 72 "nearly three quarters" was right."""
    assert (words.fraction(0.43), words.fraction(0.44)) == (None, None)
    assert words.fraction(53 / 72) == "around three quarters"


def test_a7_dont_know_and_dont_have_one_are_two_answers(releases):
    """G025 prints them as one answer of 2 people; here the two add up to it, and only one is in the base."""
    assert (
        people(releases, "parents", "budget-held", "none") + people(releases, "parents", "budget-held", "dont-know")
        == 2
    )
    assert releases["parents"].whole["budget-held"].base == Shown(67)


def test_a8_those_who_gave_no_figure_are_left_unanswered(releases):
    """G029: 45 + 20 = 65, neither 69 nor 72. Our base is the 45; how many left a question out is not told."""
    assert releases["parents"].whole["budget-kind"].base == Shown(45)


def test_a9_a_reply_that_no_theme_explains_still_counts_as_a_reply(releases):
    """G090 + G091 = 46 of 47 replies: coding may leave a reply out, the number of replies may not."""
    assert releases["parents"].whole["change"].base == Shown(47)


# --- the report's own statements


def said(report):
    found = []
    for section in (*report.summary, *report.sections):
        for block in section.blocks:
            found += [sentence.text for sentence in getattr(block, "sentences", ())]
            found += [block.caption.text] if hasattr(block, "bars") else []
    return found


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (
            "parents",
            "In five of the nine areas we asked about, at least 80% of parents and carers answered “a lot better” or "
            "“better”. Fewer did so in School and learning (50%), Local community (67%), Friends (67%) and Family (67%).",
        ),
        (
            "parents",
            "In four of the six areas we asked about, at least 80% of parents and carers answered “a lot better” or "
            "“better”. Fewer did so in Taking part in the community (64%) and Being valued (77%).",
        ),
        (
            "parents",
            "33% or more answered “no difference” in two of the nine areas: School and learning (46%) and Local "
            "community (33%).",
        ),
        (
            "practitioners",
            "In four of the seven areas we asked about, at least 75% of practitioners answered “always” or “mostly”. Fewer did so in "
            "Partnership with colleagues (65%), Timely response (52%) and Clear information and advice (67%).",
        ),
        (
            "practitioners",
            "10% or more answered “rarely” or “never” in three of the 10 areas: Relationships with practitioners (13%), "
            "Moving between schools (24%) and Moving towards adulthood (11%).",
        ),
    ],
)
def test_the_report_says_what_the_2014_report_said(reports, who, sentence):
    assert sentence in said(reports[who])


def test_figures_1_to_9_11_and_12_stand_as_charts(reports):
    """10, 13 and 14 show coded comments."""
    charts = {
        who: [block.id for s in report.sections for block in s.blocks if isinstance(block, Bars)]
        for who, report in reports.items()
    }
    figures = [
        "child-needs",
        "support-before",
        "budget-held",
        "budget-uses",
        "helped-who",
        "process-information",
        "child-health",
        "parent-balance",
        "needs-now",
    ]
    assert [chart for chart in charts["parents"] if chart in figures] == figures
    assert [chart for chart in charts["practitioners"] if chart.startswith(("process", "child"))] == [
        "process-child-centred",
        "child-health",
    ]


# --- and what our own policy makes of the same answers


def test_the_standard_policy_hides_what_points_at_a_person():
    release = parents(STANDARD)
    uses = {part.key: part.count for part in release.whole["budget-uses"].parts}
    assert (uses["befriending"], uses["community"]) == (Withheld(Why.TOO_TELLING), Shown(34))
    money = release.whole["budget-weekly"]
    assert (money.lowest, money.highest) == (Withheld(Why.DOMINANCE), Withheld(Why.DOMINANCE))
    one_health_worker = practitioners(STANDARD).whole["discipline"]
    assert [part.key for part in one_health_worker.parts] == ["education", "other"]


def test_the_policy_of_2014_cannot_be_had_in_the_software():
    sources = (INSTRUMENTS.parent / "src").rglob("*.py")
    assert [file.name for file in sources if re.search("published.2014", file.read_text(), re.IGNORECASE)] == []


def test_no_printed_number_of_the_standard_report_is_small(tmp_path):
    """Every count in the tables of a report made under the standard policy is nought or at least 5."""
    report = overall(parents(STANDARD), About())
    numbers = [
        cell.number
        for section in (*report.annex, *report.figures)
        for block in section.blocks
        for row in block.rows
        for cell in row
        if cell.number is not None and not cell.percent and not (cell.claim and cell.claim.unit == "difference")
    ]
    assert numbers
    assert [number for number in numbers if 0 < number < 5 and number == int(number)] == []


def test_an_area_report_stands_beside_the_rest(releases):
    report = local(releases["parents"], "Site 1", About())
    assert "In all areas together 72 did; “the rest” means all but these." in said(report)

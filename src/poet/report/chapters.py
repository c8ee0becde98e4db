"""The chapters of reports: each a function from whose report it is to sections, under the name that kinds call it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from poet.instrument import Item, SectionKind
from poet.instrument import Section as Asked
from poet.measure import CONFIDENCE
from poet.protect import Shown, Withheld
from poet.report import acting, easy, headlines, inspection, sentences, texts, words
from poet.report.across import across
from poet.report.areas import areas
from poet.report.by_background import by_background
from poet.report.change import change
from poet.report.chosen import beside_groups
from poet.report.claims import claim_number
from poet.report.formerly import formerly
from poet.report.model import Block, Note, Paragraph, Points, Section, Words
from poet.report.pictures import policy_claim
from poet.report.quotes import quotes
from poet.report.rules import rules
from poet.report.scope import Scope, runs, sections
from poet.report.told import section_told
from poet.report.trend import trend
from poet.report.voices import voices

_SUMMED_UP = (SectionKind.PROCESS, SectionKind.OUTCOME)


def summary(scope: Scope) -> Iterator[Section]:
    """The first page: what is working and what is not, in the report's own sentences."""
    lines = tuple(_summary_lines(scope))
    empty = Words(
        f"There are too few answers to sum up yet: {words.number(scope.policy.minimum_base)} or more are needed.",
        (policy_claim(scope),),
    )
    yield Section("summary", "What is working, and what is not", (Points(lines or (empty,)),))


def _summary_lines(scope: Scope) -> Iterator[Words]:
    for section, items in sections(scope):
        if section.kind not in _SUMMED_UP:
            continue
        for run in runs([item for item in items if item.judged]):
            found = scope.option_tables(run)
            said = (sentences.high_sentence(scope, found), sentences.low_sentence(scope, found))
            lines = [line for line in said if line]
            if lines:
                text = " ".join([f"{scope.said(section.title)}.", *(line.text for line in lines)])
                yield Words(text, tuple(claim for line in lines for claim in line.claims))


def who_answered(scope: Scope) -> Iterator[Section]:
    """How many answered, and how sure their figures are."""
    count, who = scope.respondents, scope.instrument.respondents
    if isinstance(count, Withheld):
        blocks: tuple[Block, ...] = (Note((Words(words.withheld(count.why, scope.policy), (policy_claim(scope),)),)),)
        yield Section("who-answered", "Who answered", blocks)
        return
    answered = claim_number(scope, "who-answered", "people who answered", count.value)
    lines = [Words(f"{words.sentence_case(words.people(count.value, who))} answered.", (answered,))]
    everybody = scope.protected.all_respondents
    if scope.group is not None and isinstance(everybody, Shown):
        known = claim_number(scope, "who-answered", f"people who answered in all {scope.about.groups}", everybody.value)
        text = f"In all {scope.about.groups} together {everybody.value:,} did; “the rest” means all but these."
        lines.append(Words(text, (known,)))
    lines += [*_from_where(scope), _how_sure(scope, count.value)]
    few = (Note((Words(rules().small.words),)),) if count.value < rules().small.fewer_than else ()
    yield Section("who-answered", "Who answered", (Paragraph(tuple(lines)), *few))


def _from_where(scope: Scope) -> Iterator[Words]:
    """From how many areas the answers of everybody come; areas of which nothing is shown are not counted."""
    every = scope.protected.respondents.values()
    seen = sum(isinstance(one, Shown) for one in every)
    if scope.group is None and seen > 1:
        known = claim_number(scope, "who-answered", f"{scope.about.groups} with answers", seen, unit=scope.about.groups)
        more = "at least " if seen < len(every) else ""
        yield Words(f"They come from {more}{words.number(seen)} {scope.about.groups}.", (known,))


def _how_sure(scope: Scope, count: int) -> Words:
    """The caveat of size, from the widest 95% interval that a percentage among so many can have."""
    margin = round(98 / count**0.5)
    return Words(
        f"They are those who chose to answer, not a random sample. With {count:,} answers a percentage "
        f"can be out by up to about {margin} points either way through chance alone.",
        (
            claim_number(scope, "who-answered", "widest margin", margin, unit="points"),
            claim_number(scope, "who-answered", "people who answered", count),
        ),
    )


def how_to_read(scope: Scope) -> Iterator[Section]:
    """What a base, an interval, a mark and a word of comparison mean."""
    policy = scope.policy
    points: tuple[Words, ...] = (
        Words(texts.YOU),
        Words(
            "Each percentage is of the people who answered that question: its base, “n”, is printed beside it. "
            "“Don't know” and “does not apply” are counted apart and are not in the base."
        ),
        Words(
            "The thin line or the range beside a percentage is its 95% interval (Wilson's): where the true figure may "
            "well lie if those who answered are like those who did not.",
            (claim_number(scope, "how-to-read", "confidence of intervals", CONFIDENCE, unit="proportion"),),
        ),
        Words(
            f"To protect people, nothing is shown for a question that fewer than {policy.minimum_base} answered; answers "
            f"given by fewer than {policy.minimum_cell} people are joined with others or marked [c]; and nothing is shown "
            "that would let such a figure be worked out.",
            (policy_claim(scope), claim_number(scope, "policy", "fewest people shown in a cell", policy.minimum_cell)),
        ),
    )
    if scope.group is not None:
        points += (
            Words(
                "“The rest” is everyone else who answered. Words such as “clearly higher” are used only where the "
                f"difference is larger than chance would bring among all {scope.comparisons} comparisons made here "
                "(Newcombe's interval, widened by Bonferroni's rule).",
                (claim_number(scope, "how-to-read", "comparisons made", scope.comparisons, unit="comparisons"),),
            ),
        )
    yield Section("how-to-read", "How to read this report", (Points(points),))


def next_steps(scope: Scope) -> Iterator[Section]:
    """What to do with a report of this kind."""
    steps = (step.format(who=scope.instrument.respondents) for step in scope.steps)
    yield Section("next-steps", "What happens next", (Points(tuple(map(Words, steps))),))


def publishing(scope: Scope) -> Iterator[Section]:
    """Who stands behind the report, and on what terms it may be passed on."""
    by = texts.PUBLISHED_BY.format(publisher=scope.about.publisher.rstrip(".")) if scope.about.publisher else ""
    licence = texts.LICENCE.format(licence=scope.about.licence.rstrip(".")) if scope.about.licence else ""
    said = tuple(Words(line) for line in (*texts.PUBLISHING, by, licence) if line)
    yield Section("publishing", "Passing it on", (Paragraph(said),))


def questions(scope: Scope) -> Iterator[Section]:
    """Every section of the questionnaire."""
    for section, items in sections(scope):
        yield _of_section(scope, section, items)


def judged(scope: Scope) -> Iterator[Section]:
    """The sections about process and outcomes alone."""
    for section, items in sections(scope):
        if section.kind in _SUMMED_UP:
            yield _of_section(scope, section, items)


def _of_section(scope: Scope, section: Asked, items: Sequence[Item]) -> Section:
    body = section_told(scope, section, items).body
    return Section(section.id, scope.said(section.title), (*body, *quotes(scope, items)))


def survey(scope: Scope) -> Iterator[Section]:
    """What was asked, section by section."""
    told = (
        f"{scope.said(section.title)}: {'; '.join(map(scope.label, items))}."
        for section, items in sections(scope)
        if items
    )
    yield Section("survey", "What was asked", (Points(tuple(map(Words, told))),))


def said_done(scope: Scope) -> Iterator[Section]:
    """What people said that needs an answer, and the place for the answer."""
    said = tuple(headlines.weakest(scope, headlines.judged(scope)))
    if said or headlines.are_shown(scope):
        yield Section("you-said", "You said", (Points(said) if said else Note((Words(texts.NOTHING_WANTING),)),))
    else:
        yield headlines.nothing_yet(scope, "you-said", "You said")
    if not (said or scope.about.done):
        return
    blocks: tuple[Block, ...] = acting.actions(scope) or (Note((Words(texts.NOT_DONE_YET),)),)
    yield Section("we-did", "We did", blocks)


def _of(section: str, title: str, said: tuple[str, ...]) -> Chapter:
    def chapter(scope: Scope) -> Iterator[Section]:
        del scope
        yield Section(section, title, (Paragraph(tuple(map(Words, said))),))

    return chapter


Chapter = Callable[[Scope], Iterator[Section]]
CHAPTERS: Mapping[str, Chapter] = {
    "across": across,
    "areas": areas,
    "by-background": by_background,
    "change": change,
    "chosen": beside_groups,
    "design": _of("design", "How we asked", texts.DESIGN),
    "easy": easy.easy,
    "easy-next": easy.easy_next,
    "formerly": formerly,
    "headlines": headlines.headlines,
    "how-to-read": how_to_read,
    "inspection": inspection.evidence,
    "inspection-about": inspection.about,
    "introduction": _of("introduction", "Why this report", texts.INTRODUCTION),
    "judged": judged,
    "next-steps": next_steps,
    "publishing": publishing,
    "questions": questions,
    "said-done": said_done,
    "summary": summary,
    "survey": survey,
    "talk": _of("talk", "Questions to talk about", texts.TALK),
    "trend": trend,
    "voices": voices,
    "who-answered": who_answered,
}

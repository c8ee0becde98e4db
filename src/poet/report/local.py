"""The report of one area, beside the rest, and the report on everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poet.instrument import Section as Asked
from poet.instrument import SectionKind
from poet.measure import CONFIDENCE
from poet.protect import Protected, Shown, Withheld
from poet.report import sentences, words
from poet.report.claims import claim_number
from poet.report.model import Block, Note, Paragraph, Points, Report, Section, Source, Table, Words
from poet.report.numbering import numbered
from poet.report.pictures import policy_claim
from poet.report.rules import rules
from poet.report.scope import About, Scope, runs, sections
from poet.report.told import section_told

_SUMMED_UP = (SectionKind.PROCESS, SectionKind.OUTCOME)


def local(protected: Protected, area: str, about: About) -> Report:
    """The report of one area. Raises KeyError on an area that is not in the release."""
    if area not in protected.groups:
        raise KeyError(f"no area called {area!r} in this set of answers")
    return _report(Scope(protected, area, about), "local")


def overall(protected: Protected, about: About) -> Report:
    """The report on everybody who answered."""
    return _report(Scope(protected, None, about), "overall")


def _report(scope: Scope, kind: str) -> Report:
    told = [(section, section_told(scope, section, items)) for section, items in sections(scope)]
    about = scope.about
    return numbered(
        Report(
            kind=kind,
            title=scope.said(scope.instrument.title),
            subtitle=" · ".join(part for part in (scope.name, about.round_name) if part),
            language=scope.instrument.language,
            date=about.date,
            source=Source(scope.instrument.name, scope.instrument.digest, scope.policy.id, about.software),
            summary=(_summary(scope),),
            sections=(
                _who_answered(scope),
                *(Section(section.id, scope.said(section.title), found.body) for section, found in told),
                _how_to_read(scope),
                _next_steps(scope),
            ),
            annex=tuple(_tables(scope, "tables", [(section, found.annex) for section, found in told])),
            figures=tuple(_tables(scope, "figures", [(section, found.figures) for section, found in told])),
            made_up=about.made_up,
            area=scope.group,
            licence=about.licence,
        )
    )


def _summary(scope: Scope) -> Section:
    """The first page: what is working and what is not, in the report's own sentences."""
    lines = tuple(_summary_lines(scope))
    empty = Words(
        f"There are too few answers to sum up yet: {words.number(scope.policy.minimum_base)} or more are needed.",
        (policy_claim(scope),),
    )
    return Section("summary", "What is working, and what is not", (Points(lines or (empty,)),))


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


def _who_answered(scope: Scope) -> Section:
    count, who = scope.respondents, scope.instrument.respondents
    if isinstance(count, Withheld):
        blocks: tuple[Block, ...] = (Note((Words(words.withheld(count.why, scope.policy), (policy_claim(scope),)),)),)
        return Section("who-answered", "Who answered", blocks)
    answered = claim_number(scope, "who-answered", "people who answered", count.value)
    lines = [Words(f"{words.sentence_case(words.people(count.value, who))} answered.", (answered,))]
    everybody = scope.protected.all_respondents
    if scope.group is not None and isinstance(everybody, Shown):
        known = claim_number(scope, "who-answered", "people who answered in all areas", everybody.value)
        text = f"In all areas together {everybody.value:,} did; “the rest” means all but these."
        lines.append(Words(text, (known,)))
    lines.append(_how_sure(scope, count.value))
    few = (Note((Words(rules().small.words),)),) if count.value < rules().small.fewer_than else ()
    return Section("who-answered", "Who answered", (Paragraph(tuple(lines)), *few))


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


def _how_to_read(scope: Scope) -> Section:
    policy = scope.policy
    points: tuple[Words, ...] = (
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
    return Section("how-to-read", "How to read this report", (Points(points),))


def _next_steps(scope: Scope) -> Section:
    who = scope.instrument.respondents
    steps = (
        f"Share these findings with the {who} who answered and with the people who can act on them.",
        "Talk about what is working and what is not. Agree on a few actions, each with a name and a date.",
        "Tell people what was done, and ask again next year.",
    )
    source = (
        f"Questionnaire {scope.instrument.name}, digest {scope.instrument.digest[:12]}. "
        f"Protection policy {scope.policy.id}. {scope.about.software}".strip()
    )
    licence = (Paragraph((Words(scope.about.licence),)),) if scope.about.licence else ()
    blocks: tuple[Block, ...] = (Points(tuple(Words(step) for step in steps)), Paragraph((Words(source),)), *licence)
    return Section("next-steps", "What happens next", blocks)


def _tables(scope: Scope, suffix: str, told: Sequence[tuple[Asked, tuple[Table, ...]]]) -> Iterator[Section]:
    for asked, tables in told:
        if tables:
            yield Section(f"{asked.id}-{suffix}", f"Tables: {scope.said(asked.title)}", tables)

"""The privacy notice of a round in an area, and its data protection impact assessment, filled from the configuration.

What the configuration does not say is named as a gap, never made up.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.councils.models import Area
from portal.keying.bundling import paper_of
from portal.pages import day, on_day
from portal.people import interest_words
from portal.people.interest import KEPT_FOR
from portal.people.rules import RULES, Action
from portal.retention.erasing import schedule_of
from portal.retention.models import Schedule, What
from portal.retention.words import GAP
from portal.rounds.models import Round
from portal.rounds.planning import last_day


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands below it; a paragraph that begins with GAP waits for somebody."""

    title: str
    paragraphs: tuple[str, ...]


def _or_gap(said: str, gap: str) -> str:
    return said or f"{GAP}{gap}"


def _kept(schedule: Schedule) -> tuple[str, ...]:
    return tuple(f"{what.label}: until {on_day(schedule.due(what))}." for what in What)


def notice(of: Round, area: Area) -> tuple[Part, ...]:
    """What people of an area are told of this round."""
    schedule = schedule_of(of)
    contact = getattr(area, "contact", None)
    ask = f"{contact.name}, {contact.phone or contact.email or contact.href}." if contact else ""
    return (
        Part("Who is responsible", (_or_gap(schedule.controller, "the data controller of this round."),)),
        Part("Why we may ask", (_or_gap(schedule.basis, "the lawful basis for this round."),)),
        Part(
            "What is kept",
            (
                "Your answers, the questionnaire and the words it was asked in, the month, and how they came: on the web, "
                "on paper or in a table from your council. With them stands no name, no address, nothing of your device.",
                "A council that invites people by e-mail keeps their addresses apart from all answers. It erases them when it "
                "needs them no more; how long they may stand at most is said below.",
            ),
        ),
        Part(
            "Who sees it",
            (
                f"{area.name} and the national team see figures about ten people or more together. Comments in your own words "
                "are read by named national coders only.",
                "Paper goes to the national team unopened, and is typed there."
                if paper_of(of).sealed
                else "Paper is typed by people of your council, or of an organisation that helps it.",
            ),
        ),
        Part("How long", (*_kept(schedule), "Then it is erased for good. Published figures stay.")),
        Part(
            "What you can do",
            (
                "With the code on the thank-you page you can take your answers back at any time until then. Without it nobody "
                "can find them: nothing leads from you to them.",
                "You may complain to the Information Commissioner’s Office, ico.org.uk.",
            ),
        ),
        Part(
            "Whom to ask",
            (
                _or_gap(schedule.officer, "the data protection officer."),
                _or_gap(ask, f"whom people of {area.name} can talk to."),
            ),
        ),
    )


def assessment(of: Round) -> tuple[Part, ...]:
    """The assessment of a round, as far as the configuration answers its questions."""
    schedule, paper = schedule_of(of), paper_of(of)
    forms = ", ".join(str(version) for version in of.versions.all())
    readers = ", ".join(rule.name for rule in RULES.values() if Action.READ_COMMENTS in rule.may)
    return (
        Part(
            "1. What is done, and why",
            (
                f"{of.name}: {forms}, from {day(of.opens)} to {on_day(last_day(of))}.",
                _or_gap(schedule.controller, "the data controller."),
                _or_gap(schedule.basis, "the lawful basis (UK GDPR articles 6 and 9)."),
                f"{GAP}why the round is needed and proportionate, in your own words.",
            ),
        ),
        Part(
            "2. Who was asked",
            (
                _or_gap(schedule.officer, "the data protection officer’s advice."),
                f"{GAP}families and their organisations.",
            ),
        ),
        Part(
            "3. What is kept",
            (
                "Special categories: health, disability and need, of children too. Beside an answer stand no names, addresses, "
                "devices or times finer than a month; random keys.",
                "E-mail addresses, where councils invite by e-mail: in lists of their own, which lead to no answer. Whoever asks "
                "for no more e-mails is known by a keyed digest alone.",
                interest_words.assessed(KEPT_FOR.days),
                "Unfinished answers stand under a random key of 192 bits in the respondent’s browser.",
                *_kept(schedule),
            ),
        ),
        Part(
            "4. Who sees what",
            (
                f"Comments: {readers}. Figures of fewer than ten people: nobody. Each role and what it may do is listed in the "
                "reference on roles; every act is in a chained audit log.",
                f"Paper: {'sealed, to the national team' if paper.sealed else 'typed by councils'}, "
                f"{'twice by two people' if paper.twice else 'once'}.",
            ),
        ),
        Part(
            "5. Risks, and what is done about them",
            (
                "Somebody is recognised in a table: small figures are withheld; every release is proved beside all before.",
                "Somebody is recognised by a comment: comments are in no export, and are erased before the answers.",
                "A database is stolen: nothing leads from a person to a response; keepsake codes and picture-words are salted "
                "hashes with the installation’s secret. The secret must be kept elsewhere than the backups.",
                "Somebody writes a name into a comment: it is read by coders only until it is redacted or erased.",
                f"{GAP}how likely and how severe each risk is where you are, and who accepts what is left of it.",
            ),
        ),
        Part("6. Decision", (f"{GAP}who approved this, and when it is looked at again.",)),
    )

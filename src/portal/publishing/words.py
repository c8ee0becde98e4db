"""Every sentence that the public site and those who publish on it say, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from django.conf import settings

from poet.draw.words import shown_date
from poet.instrument.lineage import Trend
from poet.report import Report, kinds
from poet.report.model import Claim
from portal.publishing.models import Publication
from portal.rounds.statements import Use

OTHER_THAN_SIGNED = "This is not what was signed. Open the report again and have it signed as it stands now."
NOBODY_SIGNED = "Nobody has signed this report. Both parties sign it first."
OUT_ALREADY = "This report is public already, or on its way. Withdraw it first if it is to be published anew."
NOT_AGREED: Mapping[Use, str] = MappingProxyType(
    {
        Use.OWN_REPORT_IN_PUBLIC: "has not agreed that its own report is published. Ask the council; its people answer on the "
        "council's page of the round.",
        Use.NAMED_IN_TERM_SUMMARIES: "can be known in this report and has not agreed to be named in summaries of a term. Ask "
        "the council, or have the report made without it.",
        Use.NAMED_IN_ANNUAL_REPORT: "can be known in this report and has not agreed to be named in national reports. Ask the "
        "council, or have the report made without it.",
    }
)
NO_LONGER_AGREES = "The council no longer agrees that this report is public."
NOT_IN_THE_LEDGER = (
    "It could not be written into the release ledger that these figures are told to everybody. Publish it again in a minute; if "
    "this comes back, ask whoever runs the portal to check the ledger."
)
SOMEBODY_WENT = "Somebody who could be known in it no longer agrees to that."


def drawn(place: int, of_reports: int, done: int, of_files: int) -> str:
    """How far the drawing is."""
    return f"Report {place} of {of_reports}: file {done} of {of_files}"


def all_drawn(reports: int) -> str:
    """The end of drawing."""
    if not reports:
        return "No report waits for its files."
    return "1 report is drawn." if reports == 1 else f"{reports:,} reports are drawn."


# ---- The public site ----

REPORTS = "Published reports"
ENGLAND = "England"
TABLES = "Tables"
PART_OF = "{title} ({place} of {many})"
TABLES_TO = "Tables {first} to {last}"
ONE_TABLE = "Table {first}"
ROOM_CHOICES = {"kind": "Kind", "round": "Round", "state": "Where it stands", "sort": "In the order of"}
ROOM_STATES = {"public": "Public", "drawing": "On its way", "withdrawn": "Taken back"}
ROOM_SORTS = {"newest": "What came last", "name": "Title", "place": "Council or region"}
FACETS = {"kind": "Kind", "year": "Year", "region": "Region", "council": "Council"}
BACK_TO_REPORT = "The report's first page"
ALL_REPORTS = "Look at all published reports"
ISSUED_INSTEAD = "Read what was issued in its place"
NO_REPORT_TITLE = "There is no such report"
NO_REPORT = (
    "Nothing was published at this address. If you typed it, check the spelling.",
    "If somebody sent you the link, ask them for a new one, or look for the report in the list.",
)
NO_CHAPTER_TITLE = "This report has no such chapter"
NO_CHAPTER = ("The report itself is there. Its first page lists its chapters.",)
NO_FILE_TITLE = "This report has no such file"
NO_FILE = ("The report itself is there. Its first page lists the files that it comes in.",)
WITHDRAWN_NOW = "Its pages and files are here no more. Please do not pass copies on."
ISSUED_AGAIN = (
    "This report was issued again. What named a council that does not want to be named any more was left out; nothing else was "
    "changed."
)


def reports_of(what: str) -> str:
    """The heading of the list of some of the reports."""
    return f"{REPORTS}: {what}"


def kind(name: str) -> str:
    """What a kind of report is called."""
    known = kinds().get(name)
    return known.name if known else name


def year(first: int) -> str:
    """An academic year by the year it begins in."""
    return f"{first} to {first + 1}"


def withdrawn(by: str, on: date) -> str:
    """What stands where a report was."""
    return f"Withdrawn by {by}, on {shown_date(on.isoformat(), 'en')}."


def publishers(one: Publication) -> str:
    """Who stands behind a report: the national body, and with it the council whose report it is."""
    return f"{one.publisher}, with {one.area.name}" if one.area else one.publisher


def part_of(title: str, place: int, many: int) -> str:
    """A chapter's title, with which of its pages it is where it has several."""
    return PART_OF.format(title=title, place=place, many=many) if many > 1 else title


def titles(of: Sequence[str]) -> str:
    """What a page is called that holds several chapters."""
    return "; ".join(of)


def tables(numbers: Sequence[int]) -> str:
    """Which tables stand on a page, by their numbers in order."""
    first, last = numbers[0], numbers[-1]
    return (ONE_TABLE if first == last else TABLES_TO).format(first=first, last=last)


def size(octets: int) -> str:
    """How large a file is, as people say it."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1_000)):,} kB"
    return f"{octets / 1_000_000:.1f} MB"


def citation(one: Publication, told: Report) -> str:
    """How the report is named by whoever quotes it."""
    assert told.published is not None
    known, day = told.published, shown_date(told.published.on, "en")
    made_up = " Made-up data." if one.made_up else ""
    return f"{known.by} ({known.on[:4]}). {told.title}: {told.subtitle}. Published on {day}, {known.address}.{made_up}"


# ---- National findings ----

FINDINGS = "National findings"
FILTERS = {"group": "Who answered", "area": "Area of life", "year": "Year", "by": "Told by background"}
NO_FINDING_TITLE = "There is no such finding"
NO_FINDING = ("No published national report holds it. It may have been withdrawn, or the address is mistyped.",)


def finding(label: str, claim: Claim, respondents: str) -> str:
    """A question's favourable share, its base and its interval."""
    share = int(100 * claim.value + 0.5 + 1e-9)
    interval = "" if claim.low is None or claim.high is None else f" (95% interval {claim.low:.0%} to {claim.high:.0%})"
    return f"{label}: {share}% of {claim.base:,} {respondents} gave a favourable answer{interval}."


def finding_of(section: str, respondents: str, form: str) -> str:
    """What stands under the heading of a question's page."""
    return f"{section} · {group(respondents, form)} · {ENGLAND}"


def group(respondents: str, form: str) -> str:
    """Who answered."""
    return (respondents or form)[:1].upper() + (respondents or form)[1:]


def how_answers_spread(label: str) -> str:
    """The caption of a question's chart."""
    return f"{label}: how the answers spread"


def trend(earlier: int, later: int, runs: Trend) -> str:
    """Whether two years may be set side by side."""
    years = f"{year(earlier)} and {year(later)}"
    return {
        Trend.RUNS: f"{years}: asked in the same words on the same scale. The two can be set side by side.",
        Trend.MARKED: f"{years}: the words of the question changed, its scale did not. Set them side by side with care.",
        Trend.BREAKS: f"{years}: the question or its scale changed between them. The line breaks here: do not compare the two.",
    }[runs]


def more_findings(count: int) -> str:
    """That not everything fits on the page."""
    return f"{count:,} more findings fit. Choose who answered, an area of life or a year to see them."


# ---- Front page, methods, statement ----

FRONT = "What is support like, and what difference does it make?"
METHODS = "How figures are made"
STATEMENT = "Accessibility statement"
WAYS = (
    ("reports", "Published reports", "Of councils that agreed to it, of regions, and of the whole country."),
    ("open-data", "Open data", "Rounds whose figures are given with noise, as tables for software."),
    ("findings", "National findings", "Question by question, by who answered and by year."),
    ("forms", "Questionnaires", "Everything that is asked, in each wording and language."),
    ("methods", "How figures are made", "What a base and an interval are, and which words stand for which figures."),
    ("governance", "How POET is governed", "Who decides, and what the asking is for."),
    ("accessibility-statement", "Accessibility statement", "What was tested, and what is not good enough yet."),
)


def licence() -> str:
    """The licence of what stands on the site."""
    return str(settings.LICENCE)


def share(value: float) -> str:
    """A bound of a band, in whole percent."""
    return f"{value:.0%}"


# ---- The site as files, and what is taken back ----


def not_ours(folder: Path) -> str:
    """The folder holds something else."""
    return f"{folder} holds files that no earlier run wrote. Name an empty or a new folder."


def no_such_file(address: str) -> str:
    """A page wants a file that is nowhere."""
    return f"A page wants {address}, which is not there. Build the styles first: make assets"


def no_such_page(address: str, status: int) -> str:
    """A link leads nowhere."""
    return f"A link leads to {address}, which answers {status}. Run the export again; if it stays, tell the developers."


def so_many_files(files: int) -> str:
    """How far it is."""
    return f"{files:,} files written ..."


def exported(pages: int, files: int, digest: str) -> str:
    """What was written."""
    return f"{pages:,} pages and {files:,} files beside them. Digest of all: {digest}"


def taken_back(address: str) -> str:
    """A report was taken back."""
    return f"{address} was taken back: somebody who can be known in it does not agree."


def reviewed(gone: int) -> str:
    """The end of a review."""
    return f"{gone:,} taken back." if gone else "Everybody who can be known in what is public agrees."


# ---- The publisher's room ----

ROOM = "Publish reports"
AGAIN = (
    "Issued again by the portal, without what named a council that no longer agrees. Read it before you point to it."
)


def state(one: Publication, files: int) -> str:
    """Where a publication stands."""
    if one.withdrawn:
        return f"Withdrawn on {shown_date(one.withdrawn.date().isoformat(), 'en')}."
    if one.published:
        return f"Public since {shown_date(one.published.date().isoformat(), 'en')}."
    return f"Its files are being drawn: {one.done} of {files}. It goes out by itself; reload this page to see how far it is."

"""Every sentence that the public site and those who publish on it say, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from poet.draw.words import shown_date
from poet.report import Report, kinds
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
    return known.called if known else name


def year(first: int) -> str:
    """An academic year by the year it begins in."""
    return f"{first} to {first + 1}"


def withdrawn(by: str, on: date) -> str:
    """What stands where a report was."""
    return f"Withdrawn by {by}, on {shown_date(on.isoformat(), 'en')}."


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
    return f"{known.by} ({one.year}). {told.title}: {told.subtitle}. Published on {day}, {known.address}.{made_up}"

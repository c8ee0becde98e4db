"""A plan file read once and fitted to a questionnaire, or refused with every fault, its line and what to do."""

from __future__ import annotations

from pathlib import Path

from poet.findings.draft import DraftPlan
from poet.findings.fitting import FITTERS, Fitting, bands
from poet.findings.joining import joinings
from poet.findings.plan import Plan
from poet.findings.sentences import Misplanned
from poet.instrument import Instrument, Refused
from poet.instrument.load import in_order, read, take_in
from poet.instrument.places import Places


def load(file: Path, instrument: Instrument) -> Plan:
    """The plan in a file, fitted to the questionnaire. Raises Refused with every fault found in it."""
    return parse(read(file), str(file), instrument)


def parse(text: str, name: str, instrument: Instrument) -> Plan:
    """The plan in a text; `name` is what faults call the file. Raises Refused."""
    if not text.strip():
        raise Refused(in_order([Misplanned.EMPTY.at(())], name, Places({(): 1})))
    draft, places, digest, found = take_in(DraftPlan, text, name)
    banded = bands(draft, instrument, found)
    joined = joinings(draft, instrument, banded, found)
    parts = tuple(Fitting(draft, instrument, found, banded, joined).parts())
    if not draft.given & FITTERS.keys():
        found.append(Misplanned.NO_CHAPTER.at((), chapters=", ".join(FITTERS)))
    if found:
        raise Refused(in_order(found, name, places))
    assert draft.id is not None
    assert draft.title is not None
    return Plan(draft.id, draft.title, draft.reports, parts, digest, joined)

"""Every operation of the API, version 1; addresses, checks and the description are made from this table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby

from poet.exchange.returns import FORMATS
from poet.report.model import Report
from portal.api import defining, linking, receiving, telling
from portal.api.operations import Operation
from portal.api.shapes import Batch, Definition, FormName, HandedLink, LinkWish, RoundName, Rows, Stored, Submission
from portal.api.verbs import Verb
from portal.api.words import Name

_ROUND = "/areas/{area}/rounds/{round}"
_SENDING = (Name.REFUSED, Name.NOTHING_SAID, Name.NOT_YET, Name.CLOSED, Name.BY_INVITATION)

OPERATIONS = (
    Operation(
        "GET",
        "/rounds",
        "listRounds",
        "The rounds in which the key's areas take part",
        defining.rounds,
        list[RoundName],
    ),
    Operation("GET", "/forms", "listForms", "Every published questionnaire", defining.forms, list[FormName]),
    Operation(
        "GET",
        "/forms/{form}/{version}/{face}",
        "readForm",
        "A questionnaire in one face",
        defining.form,
        Definition,
    ),
    Operation(
        "GET",
        f"{_ROUND}/forms/{{form}}/{{version}}/{{face}}",
        "readAskedForm",
        "What an area asks in a round, its own questions included",
        defining.asked,
        Definition,
        verb=Verb.SEND,
    ),
    Operation(
        "POST",
        f"{_ROUND}/responses",
        "sendResponse",
        "Send one person's answers",
        receiving.one,
        Stored,
        verb=Verb.SEND,
        body=Submission,
        status=201,
        problems=_SENDING,
        proves=True,
    ),
    Operation(
        "POST",
        f"{_ROUND}/responses/batches",
        "sendResponses",
        "Send several people's answers: all are stored, or none",
        receiving.several,
        Stored,
        verb=Verb.SEND,
        body=Batch,
        status=201,
        problems=_SENDING,
        proves=True,
    ),
    Operation(
        "POST",
        f"{_ROUND}/links",
        "makeLink",
        "Make a link to hand over at a review",
        linking.hand_over,
        HandedLink,
        verb=Verb.LINK,
        body=LinkWish,
        status=201,
        problems=(Name.REFUSED, Name.CLOSED, Name.BY_INVITATION),
    ),
    Operation(
        "GET",
        f"{_ROUND}/results/{{form}}/{{version}}",
        "readResults",
        "The area's protected results, as its pages show them now",
        telling.results,
        Report,
        verb=Verb.RESULTS,
        problems=(Name.NOTHING_TO_SHOW,),
    ),
    *(
        Operation(
            "GET",
            f"{_ROUND}/returns/{{form}}/{{version}}/{ending}",
            name,
            f"The area's own returns as {said}, made coarse as on its pages",
            partial(telling.returns, ending=ending),
            Rows,
            verb=Verb.RETURNS,
            media=FORMATS[ending].media,
            problems=(Name.NOT_TAKEN,),
        )
        for ending, name, said in (("csv", "takeReturns", "CSV"), ("jsonl", "takeReturnsAsLines", "JSON lines"))
    ),
)


def addresses() -> Iterator[tuple[str, tuple[Operation, ...]]]:
    """Each address with its operations."""
    for path, operations in groupby(OPERATIONS, key=lambda operation: operation.path):
        yield path, tuple(operations)


def words_of(path: str) -> list[str]:
    """The names in an address's braces."""
    return re.findall(r"\{(\w+)\}", path)

"""Statements beside the mapper: found and kept as it would, all or nothing, and no further than the scope."""

import anyshire
import pytest
from django.db import IntegrityError, connection, transaction

from portal.capture.models import Channel, Response
from portal.capture.taking_in import Arrived, asking, insertion, response_of, row_of
from portal.councils import scope
from portal.councils.scope import OutOfScope
from portal.councils.statements import at_once, rows_of


@pytest.fixture
def said(world):
    """What is asked at Anyshire's link, somebody's answers, and how they came."""
    link = world.link
    with scope.everywhere("a test"):
        where = asking(link.round, link.area_id, link.version)
    answers = {"age": "7", "anything": "It's 100 % fine; really"}
    return where, Arrived(answers, "ehc", link.round.opens.date()), Channel.API


def kept():
    with scope.everywhere("a test"):
        return list(Response.objects.all())


def test_what_is_stored_by_a_statement_reads_as_what_the_mapper_stores(said):
    with scope.within({anyshire.ANYSHIRE}):
        at_once([insertion([row_of(*said)])])
        by_the_mapper = response_of(*said)
        by_the_mapper.save(force_insert=True)
    one, other = ({name: value for name, value in vars(one).items() if name not in {"_state", "key"}} for one in kept())
    assert one == other
    assert by_the_mapper in kept()


def test_a_response_of_another_area_is_not_even_said(said):
    with scope.within({anyshire.OTHERSHIRE}), pytest.raises(OutOfScope):
        row_of(*said)


@pytest.mark.django_db(transaction=True)
def test_of_what_is_done_at_once_nothing_stays_where_a_part_fails(said):
    with scope.within({anyshire.ANYSHIRE}):
        storing = insertion([row_of(*said)])
        with pytest.raises(IntegrityError):
            at_once([storing, storing])
        assert kept() == []
        with transaction.atomic():
            with pytest.raises(IntegrityError):
                at_once([storing, storing])
            at_once([storing])  # the transaction around it goes on
        assert len(kept()) == 1


def test_a_statement_is_planned_once_and_takes_whatever_is_said(db):
    for _ in range(8):  # PostgreSQL plans anew for the first five
        assert rows_of("SELECT CAST(%s AS varchar(40)), CAST(%s AS integer)", ["it's 100 %", 7]) == [("it's 100 %", 7)]
    if connection.vendor == "postgresql":
        assert len(rows_of("SELECT name FROM pg_prepared_statements WHERE name LIKE %s", ["poet%"])) >= 2

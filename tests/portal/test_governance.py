"""How POET is governed is told to everybody."""

import anyshire

from portal.nation.governing import told


def words(client):
    return anyshire.Reader(client.get("/how-it-is-governed").content.decode()).words


def test_anybody_reads_the_terms_the_purpose_and_the_gate(db, client):
    titles = [part.title for part in told().parts]
    assert titles == [
        "The steering group", "Its terms of reference", "This is service evaluation", "The gate for research", "Membership",
    ]  # fmt: skip
    assert [one for one in titles if one not in words(client)] == []


def test_the_front_page_leads_there(db, client):
    assert "/how-it-is-governed" in anyshire.Reader(client.get("/").content.decode()).hrefs


def test_what_poet_is_stands_there_in_words_whether_there_is_a_film_or_not(db, client):
    assert told().introduction.words[0] in words(client)

"""How POET is governed is told to everybody, and the film only with its captions."""

import anyshire
import pytest

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


@pytest.mark.parametrize(
    ("there", "shown"), [([], False), (["introduction.mp4"], False), (["introduction.mp4", "introduction.vtt"], True)]
)
def test_the_film_is_shown_with_captions_or_not_at_all(db, client, settings, tmp_path, there, shown):
    settings.RECORDINGS = tmp_path
    for name in there:
        (tmp_path / name).write_bytes(b"a film for a test")
    page = client.get("/how-it-is-governed").content.decode()
    assert ("<video" in page) is shown
    assert ('kind="captions"' in page) is shown
    assert told().introduction.words[0] in words(client)

"""A film is shown where the operator named one for the place: whole, with captions and the same in words, or not at all."""

import anyshire
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from portal.capture import films, words

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nYour council asks you.\n"
TRANSCRIPT = "A family at a table.\n\nYour council\nasks you what support is like.\n"
PARTS = ["A family at a table.", "Your council asks you what support is like."]


@pytest.fixture
def folder(settings, tmp_path):
    """Where the operator lays films."""
    settings.RECORDINGS = tmp_path / "recordings"
    settings.RECORDINGS.mkdir()
    return settings.RECORDINGS


def lays(folder, name="film", **more):
    """A film that is whole, as the operator names it; the bytes are none that a browser could play."""
    (folder / f"{name}.mp4").write_bytes(b"a film for a test")
    (folder / f"{name}.vtt").write_text(CAPTIONS)
    (folder / f"{name}.txt").write_text(TRANSCRIPT)
    said = {
        "title": "Why we ask",
        "video": f"{name}.mp4",
        "captions": f"{name}.vtt",
        "transcript": f"{name}.txt",
        **more,
    }
    lines = [f"{key} = {value!r}" for key, value in said.items() if value is not None]
    with (folder / films.TABLE).open("a") as table:
        table.write("\n".join(["[[films]]", *lines, ""]))


def page(client, address):
    return anyshire.Reader(client.get(address).content.decode())


def videos(client, address) -> int:
    return client.get(address).content.decode().count("<video")


def everywhere(world):
    return [f"/a/{world.link.token}/", f"/a/{world.link.token}/help/", "/help", "/how-it-is-governed"]


def test_where_no_film_is_named_nothing_is_shown_and_nothing_is_amiss(world, client, folder):
    assert [videos(client, address) for address in everywhere(world)] == [0, 0, 0, 0]
    assert films.faults() == ()


def test_a_film_of_the_installation_stands_on_the_first_page_with_captions_and_its_words(world, client, folder):
    lays(folder)
    for address in everywhere(world):
        shown = client.get(address).content.decode()
        assert shown.count("<video") == 1
        assert 'src="/static/media/film.mp4" type="video/mp4"' in shown
        assert '<track kind="captions" srclang="en" label="en" src="/static/media/film.vtt" default>' in shown
        said = page(client, address).words
        assert said[said.index("What the film says, in words") + 1 :][:2] == PARTS
    call_command("check")


def test_a_film_of_one_questionnaire_is_shown_there_alone(world, client, folder):
    lays(folder, forms=["small"])
    assert [videos(client, address) for address in everywhere(world)] == [1, 1, 0, 0]
    lays(folder, "other", forms=["ehc-parents"])
    films._films.cache_clear()
    assert [videos(client, address) for address in everywhere(world)] == [1, 1, 0, 0]


def test_a_film_speaks_the_language_of_the_page(dressed, client, folder):
    lays(folder, "urdu", language="ur")
    start = f"/a/{dressed.link.token}/"
    assert videos(client, start) == 0
    assert videos(client, f"{start}?face=ur") == 1
    assert '<section class="poet-film" lang="ur" dir="rtl">' in client.get(f"{start}?face=ur").content.decode()
    assert videos(client, f"{start}help/?language=ur") == 1


def test_a_film_of_a_face_is_shown_in_that_face_alone_and_the_first_that_fits_counts(dressed, client, folder):
    lays(folder, "signed", faces=["ur"])
    lays(folder, "spoken")
    start = f"/a/{dressed.link.token}/"
    assert "/static/media/spoken.mp4" in client.get(start).content.decode()
    assert "/static/media/signed.mp4" in client.get(f"{start}?face=ur").content.decode()


@pytest.mark.parametrize(
    ("spoil", "what", "remedy"),
    [
        (lambda folder: (folder / "film.vtt").unlink(), "captions", words.FILM_CAPTIONS),
        (lambda folder: (folder / "film.vtt").write_text("WEBVTT\n"), "captions", words.FILM_CAPTIONS),
        (lambda folder: (folder / "film.vtt").write_text("1\n00:00 --> 00:04\nsrt\n"), "captions", words.FILM_CAPTIONS),
        (lambda folder: (folder / "film.txt").unlink(), "transcript", words.FILM_TRANSCRIPT),
        (lambda folder: (folder / "film.txt").write_text(" \n"), "transcript", words.FILM_TRANSCRIPT),
        (lambda folder: (folder / "film.txt").write_bytes(b"caf\xe9"), "transcript", words.FILM_TRANSCRIPT),
        (lambda folder: (folder / "film.mp4").unlink(), "video", words.FILM_VIDEO),
    ],
)
def test_a_film_that_lacks_something_is_not_shown_and_the_check_says_which_lacks_what(
    world, client, folder, spoil, what, remedy
):
    lays(folder)
    spoil(folder)
    assert [videos(client, address) for address in everywhere(world)] == [0, 0, 0, 0]
    assert films.faults() == (f"films.toml, film 1 (film.mp4): {what} is missing or wrong. {remedy}",)
    with pytest.raises(SystemCheckError, match=rf"film\.mp4\): {what} is missing"):
        call_command("check")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"captions": None}, "captions is missing"),
        ({"transcript": None}, "transcript is missing"),
        ({"title": ""}, "title is missing"),
        ({"captions": "../film.vtt"}, "captions is missing"),
        ({"forms": "small"}, "forms is missing or wrong. Write a list"),
        ({"subtitles": "film.vtt"}, "nothing is known of subtitles"),
    ],
)
def test_the_table_is_held_to_its_words(folder, more, told):
    lays(folder, **more)
    (fault,) = films.faults()
    assert told in fault
    assert films.film() is None


def test_a_film_that_is_whole_is_shown_beside_one_that_is_not(world, client, folder):
    lays(folder, "broken", captions=None)
    lays(folder, "whole")
    assert "/static/media/whole.mp4" in client.get("/help").content.decode()
    assert len(films.faults()) == 1


@pytest.mark.parametrize("said", ["[[films]\n", "films = 3\n", "films = [1]\n"])
def test_a_table_that_cannot_be_read_is_told_and_shows_nothing(folder, client, db, said):
    (folder / films.TABLE).write_text(said)
    (fault,) = films.faults()
    assert fault.startswith("films.toml cannot be read:")
    assert videos(client, "/help") == 0

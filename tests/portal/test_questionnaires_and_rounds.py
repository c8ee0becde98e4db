"""What is published does not change; rounds open with one version of each questionnaire, and areas get their links."""

from datetime import date, timedelta

import anyshire
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from portal.councils.models import Area
from portal.questionnaires.models import Face, Published, Version
from portal.questionnaires.publish import NotPublished, publish, publish_folder, register
from portal.rounds.models import ALPHABET, GRACE, Link, Window
from portal.rounds.taking_part import NotOpened, join, open_round

TODAY = date(2026, 9, 1)


def published(text=anyshire.QUESTIONNAIRE):
    return publish(text, "small.toml", on=TODAY)


def test_a_published_text_is_kept_whole(db):
    version = published()
    assert (str(version), version.text, version.instrument.digest) == (
        "small/1",
        anyshire.QUESTIONNAIRE,
        version.digest,
    )


def test_publishing_the_same_text_again_is_the_same_version(db):
    assert published() == published()


def test_another_text_under_the_same_name_is_refused(db):
    published()
    with pytest.raises(NotPublished, match="small/1 is published, and its text has changed since"):
        published(anyshire.QUESTIONNAIRE.replace("How old", "What age"))


def test_a_published_version_can_be_neither_saved_nor_deleted(db):
    version = Version.objects.get(pk=published().pk)
    version.title = "Something else"
    with pytest.raises(
        Published, match=r"small/1 is published and does not change\. Publish what you want to ask as a new version\."
    ):
        version.save()
    with pytest.raises(Published):
        version.delete()
    assert Version.objects.get().title == "Getting support"


def test_a_version_is_parsed_once(db, django_assert_num_queries):
    version = Version.objects.defer("text").get(pk=published().pk)
    first = version.instrument
    with django_assert_num_queries(0):
        assert version.instrument is first


def folder_of(tmp_path, text, digest):
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "1.toml").write_text(text)
    (tmp_path / "published.toml").write_text(f'[published]\n"small/1" = "{digest}"\n')
    return tmp_path


def test_a_file_that_differs_from_its_register_is_refused(db, tmp_path):
    folder = folder_of(tmp_path, anyshire.QUESTIONNAIRE, "0" * 64)
    with pytest.raises(NotPublished, match="small/1 is published, and its text has changed since"):
        publish_folder(folder, on=TODAY)
    assert Version.objects.count() == 0


def test_a_registered_file_that_is_gone_is_named(db, tmp_path):
    folder = folder_of(tmp_path, anyshire.QUESTIONNAIRE, "0" * 64)
    (folder / "small" / "1.toml").unlink()
    with pytest.raises(NotPublished, match=r"published\.toml lists small/1, and there is no file small/1\.toml"):
        publish_folder(folder, on=TODAY)


def test_every_published_questionnaire_is_loaded(db, capsys):
    for _ in range(2):
        call_command("load_questionnaires")
    names = [str(version) for version in Version.objects.all()]
    assert names == sorted(register(settings.INSTRUMENTS))
    faces = [f"{face.version}.{face.face}" for face in Face.objects.all()]
    assert sorted(faces) == sorted(register(settings.INSTRUMENTS, "faces"))


def test_an_area_gets_one_link_for_each_wording(world):
    assert Link.objects.count() == 3
    again = join(world.round, Area.objects.all())
    assert sorted(link.token for link in again) == sorted(link.token for link in world.links.values())


def test_links_are_readable_aloud_and_all_different(world):
    tokens = {link.token for link in world.links.values()}
    assert len(tokens) == 3
    assert {mark for token in tokens for mark in token} <= set(ALPHABET)
    assert set("01loi") & set(ALPHABET) == set()


def test_a_round_asks_one_version_of_a_questionnaire(db):
    versions = [published(), published(anyshire.QUESTIONNAIRE.replace('version = "1"', 'version = "2"'))]
    now = timezone.now()
    with pytest.raises(NotOpened, match="one version of a questionnaire"):
        open_round(slug="x", name="X", opens=now, closes=now + timedelta(days=1), versions=versions)


def test_a_round_closes_after_it_opens(db):
    now = timezone.now()
    with pytest.raises(NotOpened, match="closes before it opens"):
        open_round(slug="x", name="X", opens=now, closes=now, versions=[])


def test_a_moment_lies_before_in_just_after_or_after_a_round(world):
    opens, closes, tick = world.round.opens, world.round.closes, timedelta(microseconds=1)
    moments = [opens - tick, opens, closes - tick, closes, closes + GRACE - tick, closes + GRACE]
    assert [world.round.window(moment) for moment in moments] == [
        Window.NOT_YET,
        Window.OPEN,
        Window.OPEN,
        Window.GRACE,
        Window.GRACE,
        Window.CLOSED,
    ]

"""Posters: one side in every language, tagged, with the address in letters and in a code, however long a council's name is."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from poet.paper import Poster, languages, poster, square

ASSETS = Path(__file__).parents[2] / "var" / "assets"
LONGEST = "Bournemouth, Christchurch and Poole with the Royal Borough of Windsor and Maidenhead"
pytestmark = pytest.mark.skipif(
    not (ASSETS / "ttf").is_dir(), reason="The assets are not built. Build them with: make assets"
)


def made(**given):
    said = {"title": "Getting support", "area": "Anyshire", "address": "https://poet.example/a/abcdefghjkmn/"}
    return Poster(**{**said, "until": "28 February 2027", "assets": ASSETS, **given})


@pytest.mark.parametrize("language", languages())
def test_a_poster_is_one_tagged_side_in_its_language(language):
    long = "How the support that you get for your child at school and at home is working out for your family"
    said = made(title=long, area=LONGEST, language=language, right_to_left=language == "ur", draft=True, made_up=True)
    drawn = pikepdf.open(BytesIO(poster(said)))
    assert (len(drawn.pages), str(drawn.Root.Lang)) == (1, language)
    assert drawn.Root.MarkInfo.Marked
    assert "pdfuaid:part" in drawn.Root.Metadata.read_bytes().decode()


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="No pdftotext here. Install it with: apt-get install poppler-utils"
)
def test_a_poster_says_whose_it_is_where_to_go_until_when_and_that_it_is_a_trial(tmp_path):
    def says(**given):
        (tmp_path / "poster.pdf").write_bytes(poster(made(**given)))
        found = subprocess.run(
            ["pdftotext", "-raw", tmp_path / "poster.pdf", "-"], capture_output=True, text=True, check=True
        )
        return " ".join(found.stdout.split())

    said = says(area=LONGEST)
    for words in (LONGEST, "Getting support", "poet.example/a/abcdefghjkmn/", "Until 28 February 2027"):
        assert words in said
    assert "made-up" not in said
    assert "A trial run with made-up answers" in says(made_up=True)


def test_the_same_poster_is_the_same_bytes_and_another_address_another_code():
    assert poster(made()) == poster(made())
    assert square("https://poet.example/a/") != square("https://poet.example/b/")
    assert square("https://poet.example/a/", png=True).startswith(b"\x89PNG")

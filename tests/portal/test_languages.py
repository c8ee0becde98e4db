"""What stands around the questions is said in the language of the face."""

import re

from portal.languages import catalogues
from portal.questionnaires.words import LANGUAGES


def test_each_language_has_every_word_with_the_same_gaps():
    english = catalogues()["en"]
    assert set(catalogues()) == set(LANGUAGES)
    for language, words in catalogues().items():
        assert list(words) == list(english), language
        assert {name: sorted(re.findall(r"{\w+}", text)) for name, text in words.items()} == {
            name: sorted(re.findall(r"{\w+}", text)) for name, text in english.items()
        }


def test_a_page_in_urdu_has_its_buttons_in_urdu(dressed, client):
    page = client.get(f"/a/{dressed.link.token}/q/age/?face=ur").content.decode()
    words = catalogues()["ur"]
    assert [name for name in ("continue", "back", "help", "stop", "leave_out", "skip") if words[name] not in page] == []
    assert words["progress"].format(number=1, pages=5) in page

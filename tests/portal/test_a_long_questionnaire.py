"""A questionnaire of 200 items is answered page by page and sent like any other."""

import anyshire

from portal.capture.models import Response

ITEMS = 200
LONG = (
    'id = "long"\nversion = "1"\ntitle = "Long"\nrespondents = "people"\nabout = "Long."\n'
    '[[sections]]\nid = "s"\ntitle = "S"\nkind = "context"\n'
    + "".join(
        f'[[items]]\nid = "q{number}"\nsection = "s"\nkind = "one"\nask = "Question {number}?"\n'
        'options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }]\n'
        for number in range(ITEMS)
    )
)


def test_two_hundred_questions_are_asked_one_by_one_and_all_answers_are_stored(db, tmp_path):
    parent = anyshire.Parent(anyshire.world(tmp_path, text=LONG).link)
    parent.open().send()
    for number in range(ITEMS):
        parent.send(**{f"q{number}": "yes" if number % 2 else "no"})
    parent.send()
    expected = {f"q{number}": "yes" if number % 2 else "no" for number in range(ITEMS)}
    assert [response.answers for response in Response.objects.all()] == [expected]

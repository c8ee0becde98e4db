"""A link's questionnaire on paper."""

from anyshire import OTHERSHIRE


def test_the_sheets_of_a_link_are_in_its_face_and_print(dressed, client):
    plain = client.get(f"/a/{dressed.link.token}/paper.pdf")
    easy = client.get(f"/a/{dressed.link.token}/paper.pdf?face=easy&size=18")
    assert (plain.status_code, plain["Content-Type"], plain.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert plain["Content-Disposition"] == 'inline; filename="small-standard-12pt.pdf"'
    assert easy["Content-Disposition"] == 'inline; filename="small-easy-18pt.pdf"'
    assert plain.content != client.get(f"/a/{dressed.links[OTHERSHIRE].token}/paper.pdf").content


def test_there_is_no_paper_for_an_unknown_link(db, client):
    assert client.get("/a/nosuchlink22/paper.pdf").status_code == 404

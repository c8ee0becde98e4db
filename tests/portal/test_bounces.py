"""E-mails that came back: only a report of a letter of ours that failed for good silences its address."""

import io
import mailbox

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.outreach import bouncing, listing, silencing
from portal.outreach.models import Invitation, Letter, Silence

REPORT = """From: MAILER-DAEMON@mail.example
To: poet@portal.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; person0@example.org
Action: {action}
Status: {status}

--b
Content-Type: {kind}

From: poet@portal.example
Message-ID: <{name}>

--b--
"""


@pytest.fixture
def letter(world):
    addresses = [f"person{at}@example.org" for at in range(10)]
    listing.make(world.link, name="Parents", addresses=addresses, on=timezone.localdate())
    one = Invitation.objects.get(address=addresses[0])
    state = Letter.State.SENT
    return Letter.objects.create(invitation=one, message_id="abc@portal.example", state=state, due=timezone.now())


def report(name="abc@portal.example", action="failed", status="5.1.1", kind="text/rfc822-headers") -> bytes:
    return REPORT.format(name=name, action=action, status=status, kind=kind).encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_failure_for_good_is_kept_and_silences_the_address(world, letter, kind):
    assert bouncing.read(report(kind=kind))
    assert bouncing.read(report(kind=kind))  # again changes nothing
    letter.refresh_from_db()
    assert letter.state == Letter.State.REFUSED
    assert silencing.is_silent(world.link.area_id, "person0@example.org")
    assert list(Silence.objects.values_list("why", flat=True)) == ["bounced"]


@pytest.mark.parametrize(
    "said",
    [report(action="delayed", status="4.4.1"), report(status="5.7.1"), report(name="other@portal.example"),
     b"Subject: I am away\n\nBack on Monday.", b"", b"\xff\x00", report(name="")],
)  # fmt: skip
def test_what_is_no_such_report_changes_nothing(letter, said):
    assert not bouncing.read(said)
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert Silence.objects.count() == 0


def test_mailboxes_are_read_and_left_as_they_are(letter, tmp_path, capsys):
    kept = mailbox.Maildir(tmp_path / "dir", create=True)
    kept.add(report())
    kept.add(b"Subject: Hello\n\nHello")
    file = mailbox.mbox(tmp_path / "box", create=True)
    file.add(report())
    file.close()
    for place, said in (("dir", "read: 2. Letters that failed for good: 1."), ("box", "read: 1. Letters that failed")):
        call_command("read_bounces", tmp_path / place)
        out = capsys.readouterr().out
        assert said in out
        assert "example.org" not in out
    assert len(kept) == 2
    with pytest.raises(CommandError, match="no Maildir"):
        call_command("read_bounces", tmp_path / "nowhere")


def test_one_message_comes_in_on_standard_input(letter, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report())))
    call_command("read_bounces")
    assert Silence.objects.count() == 1

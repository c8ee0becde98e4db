from django.db import migrations

from portal.councils.row_security import EVERYWHERE, in_areas, protect, seen

# Whoever holds a link sees whom it lets in and its groups, and no list of people who were invited to it.
IN_AN_AREA = (
    f"({EVERYWHERE} OR EXISTS (SELECT 1 FROM rounds_link WHERE rounds_link.token = link_id "  # noqa: S608 (names only)
    f"AND {in_areas('rounds_link.area_id')}))"
)


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial"), ("rounds", "0002_row_security")]

    operations = [
        protect("outreach_admission", seen("rounds_link", "token", "link_id")),
        protect("outreach_grouplink", seen("rounds_link", "token", "link_id")),
        protect("outreach_invitationlist", IN_AN_AREA),
        protect("outreach_invitation", seen("outreach_invitationlist", "id", "list_id")),
        protect("outreach_waiting", seen("outreach_invitationlist", "id", "list_id")),
        protect("outreach_letter", seen("outreach_invitation", "key", "invitation_id")),
        protect("outreach_silence", in_areas("area_id")),
    ]

from django.db import migrations

from portal.councils.row_security import in_areas, protect, seen


class Migration(migrations.Migration):
    dependencies = [("capture", "0003_returning"), ("rounds", "0002_row_security")]

    operations = [
        protect("capture_response", in_areas("area_id")),
        protect("capture_draft", seen("rounds_link", "token", "link_id")),
        protect("capture_attempt", seen("rounds_link", "token", "link_id")),
        protect("capture_return", seen("capture_draft", "key", "draft_id")),
    ]

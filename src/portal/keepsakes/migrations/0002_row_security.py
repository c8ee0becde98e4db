from django.db import migrations

from portal.councils.row_security import protect, seen


class Migration(migrations.Migration):
    dependencies = [("keepsakes", "0001_initial"), ("capture", "0004_row_security")]

    operations = [protect("keepsakes_keepsake", seen("capture_response", "key", "response_id"))]

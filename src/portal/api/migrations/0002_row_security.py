from django.db import migrations

from portal.councils.row_security import protect, seen


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial"), ("rounds", "0002_row_security")]

    operations = [protect("api_reviewlink", seen("rounds_link", "token", "link_id"))]

from django.db import migrations

from portal.councils.row_security import protect, seen


class Migration(migrations.Migration):
    dependencies = [("engagement", "0003_overdue")]

    operations = [protect("engagement_overdue", seen("engagement_action", "id", "action_id"))]

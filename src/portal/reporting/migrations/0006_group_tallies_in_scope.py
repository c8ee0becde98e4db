from django.db import migrations

from portal.councils.row_security import protect, seen


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_group_tallies"), ("outreach", "0003_letters_by_mail")]

    operations = [protect("reporting_grouptally", seen("outreach_grouplink", "token", "group_id"))]

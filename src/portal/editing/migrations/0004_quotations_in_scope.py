from django.db import migrations

from portal.councils.row_security import protect, seen


class Migration(migrations.Migration):
    dependencies = [("editing", "0003_quotations")]

    operations = [protect("editing_quotation", seen("editing_draft", "id", "draft_id"))]

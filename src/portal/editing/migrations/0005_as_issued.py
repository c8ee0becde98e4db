import django.db.models.deletion
from django.db import migrations, models

from portal.councils.row_security import protect, seen


class Migration(migrations.Migration):
    dependencies = [("editing", "0004_quotations_in_scope")]

    operations = [
        migrations.CreateModel(
            name="AsIssued",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="as_issued", to="editing.draft"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        protect("editing_asissued", seen("editing_draft", "id", "draft_id")),
    ]

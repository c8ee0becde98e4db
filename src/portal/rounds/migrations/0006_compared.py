import django.db.models.deletion
from django.db import migrations, models

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("councils", "0005_contact"), ("rounds", "0005_standing")]

    operations = [
        migrations.CreateModel(
            name="Compared",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=90)),
                ("is_region", models.BooleanField()),
                ("members", models.JSONField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="compared", to="councils.area"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="compared", to="rounds.round"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "area", "name"), name="a_group_is_settled_once")
                ],
            },
        ),
        protect("rounds_compared", in_areas("area_id")),
    ]

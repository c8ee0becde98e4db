import django.db.models.deletion
from django.db import migrations, models

from portal.councils.row_security import in_areas, protect


class Migration(migrations.Migration):
    dependencies = [("outreach", "0003_letters_by_mail")]

    operations = [
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="quiet_hours",
                        serialize=False,
                        to="councils.area",
                    ),
                ),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                ("days", models.CharField(blank=True, max_length=6)),
                ("changed", models.DateField()),
            ],
            options={"abstract": False},
        ),
        protect("outreach_quiethours", in_areas("area_id")),
    ]

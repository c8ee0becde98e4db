from django.db import migrations

from portal.councils.row_security import EVERYWHERE, in_areas, protect, read_too, seen

PUBLICATION, TOLD, FACE = "publishing_publication", "publishing_told", "publishing_face"
OF_A_PUBLICATION = (
    f"({EVERYWHERE} OR EXISTS (SELECT 1 FROM {PUBLICATION} p WHERE p.id = publication_id AND {in_areas('p.area_id')}))"  # noqa: S608 (names of tables)
)


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial")]

    operations = [
        protect(PUBLICATION, in_areas("area_id")),
        read_too(PUBLICATION, "published IS NOT NULL AND withdrawn IS NULL"),
        protect(TOLD, in_areas("area_id")),
        protect(FACE, OF_A_PUBLICATION),
        read_too(FACE, seen(PUBLICATION, "id", "publication_id")),
    ]

"""An app above reporting: comments and who reads them."""

from django.apps import AppConfig


class Comments(AppConfig):
    """Comments, read by coders."""

    name = "portal.comments"
    label = "comments"

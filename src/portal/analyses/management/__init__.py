"""What `manage.py` can do in this room."""

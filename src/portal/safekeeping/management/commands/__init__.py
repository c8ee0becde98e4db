"""manage.py backup and restore."""

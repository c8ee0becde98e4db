"""The door for a WSGI server: `granian --interface wsgi portal.wsgi:application`."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()
# What was read to begin with stays for good: nobody who waits for a page waits while it is looked through for rubbish.
gc.freeze()

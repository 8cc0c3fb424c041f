"""The web server's entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
application = get_wsgi_application()

# Django is set up above; these need it. The addresses are imported now, so that the
# first visitor does not wait while WeasyPrint is.
import bt_admin.urls  # noqa: E402, F401
from regions.checks import refuse_unsafe_start  # noqa: E402

refuse_unsafe_start()

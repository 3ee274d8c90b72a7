"""The WSGI entry that gunicorn loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from nrm.serving import refuse_unsafe_settings, serve_as_app_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nrm.settings.base")

application = get_wsgi_application()
refuse_unsafe_settings()
serve_as_app_role()

"""The peer django-formtools: the eight questions as a SessionWizardView, sessions and record in SQLite.

It must not be slower than it can be: WAL, kept connections, immediate transactions, and the same durability as ours.
"""

# The peers live in an environment of their own, which mypy does not see.
# mypy: disable-error-code="import-not-found,import-untyped", disallow-subclassing-any=False

import os
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings

_ON_CONNECT = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL"

settings.configure(
    DEBUG=False,
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="bench.peers.wizard_pages",
    USE_TZ=True,
    LOGGING_CONFIG=None,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    SESSION_ENGINE="django.contrib.sessions.backends.db",
    INSTALLED_APPS=["django.contrib.sessions", "formtools", "bench.peers.wizard_records"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_DATABASE"],
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": _ON_CONNECT},
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
)


def create_app() -> Any:
    """The WSGI application."""
    django.setup()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def make_tables() -> None:
    """Makes the tables of sessions and records."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, run_syncdb=True)


if __name__ == "__main__":
    make_tables()
    sys.exit(0)

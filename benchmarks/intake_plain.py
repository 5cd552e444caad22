"""The other side of `intake.py`: a plain Django view that stores the same report, and its settings and addresses.

Written as one writes Django: a form, the ORM, one transaction, Django's default middleware. It makes the same checks
(signed in, role, kind of organisation, category, spot within the municipality, no person in the words) with the same
functions, stores the same row in the same kind of database and adds the same line to the same hash chain. A connection
for each request is Django's own default.
"""

from samplats.config.settings import *  # noqa: F403

INSTALLED_APPS = [one for one in INSTALLED_APPS if not one.startswith("allauth")]  # noqa: F405
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
DATABASES["default"] |= {"ENGINE": "django.db.backends.sqlite3", "CONN_MAX_AGE": 0}  # noqa: F405 - Django's own
SESSION_ENGINE = "django.contrib.sessions.backends.db"
ROOT_URLCONF = "intake_plain_view"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

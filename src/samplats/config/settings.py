"""Django's settings. What differs between places comes from the environment, see docs/operations.md."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.conf import global_settings

from samplats.config import environment

MODE = environment.mode()
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()
FILES_FOLDER = HOME / "files"
FILES_BUCKET = environment.files_bucket()  # None: in the folder
SNAPSHOTS_FOLDER = HOME / "snapshots"
INBOX_FOLDER = environment.inbox(HOME)
PULL_INSIDE = environment.pull_inside()
MAPS_FOLDER = HOME / "basemap"
CACHE_FOLDER = HOME / "cache"

DEBUG = False
SECRET_KEY = environment.secret_key(HOME, production=PRODUCTION)
ALLOWED_HOSTS = environment.allowed_hosts(production=PRODUCTION)
DATABASES = {"default": environment.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Foundation first, then the apps in the order of docs/architecture.md, lowest first.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "samplats.foundation.ui",
    "samplats.administration",  # before allauth: it brings the sign-in pages in our own dress
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "samplats.foundation.tenancy",
    "samplats.foundation.accounts",
    "samplats.foundation.access",
    "samplats.foundation.audit",
    "samplats.foundation.files",
    "samplats.foundation.jobs",
    "samplats.foundation.snapshots",
    "samplats.foundation.retention",
    "samplats.foundation.releases",
    "samplats.foundation.actions",
    "samplats.vocabulary",
    "samplats.places",
    "samplats.meetings",
    "samplats.evidence.incidents",
    "samplats.situation",
    "samplats.alarms",
    "samplats.weekly",
    "samplats.process",
    "samplats.county",
    "samplats.public",
    "samplats.website",
    "samplats.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samplats.foundation.ui.hosts.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "samplats.foundation.ui.languages.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "samplats.config.urls"
WSGI_APPLICATION = "samplats.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "samplats.config.shell.shell",
            ],
        },
    }
]

# Language: texts are written in Swedish in the code (docs/adr/0002); the others are translations.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("ar", "العربية")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
FORMAT_MODULE_PATH: list[str] = []

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["samplats.foundation.accounts.backend.SignInBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", *global_settings.PASSWORD_HASHERS]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "/konto/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
TENANT_FIRST_PAGE = "website:start"  # where lower apps send people back to, without knowing the website
PUBLIC_FRONT, PUBLIC_PLACE = "public:front", "public:place"  # the same for who has no account
ACCOUNT_ADAPTER = "samplats.foundation.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account begins with an invitation that was sent to the address
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# By code: the reset link would carry the person's integer key.
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/h/ip,3/h/key",
    "barrier": "5/h/ip",  # reports of what strangers could not use; the address is forgotten after the hour
}
# The limits count the address that the outermost of our own proxies saw, never one that the client wrote itself.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies(production=PRODUCTION)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

# Sessions, cookies, transport
SESSION_ENGINE = "samplats.foundation.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_NAME = "samplats"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF, "blob:"],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],  # the charts place their marks with custom properties
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Static files: hashed names, served by the application itself
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".woff2": "font/woff2", ".pmtiles": "application/octet-stream"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_AT_MOST = 401 * 1024 * 1024  # bytes of a whole request from who has signed in; the forms say 400 MB
FILE_UPLOAD_HANDLERS = ["samplats.foundation.files.uploads.BoundedUpload"]

# The rate limits of sign-in need one cache for all workers; parts of pages stay in the memory of who drew them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CACHE_FOLDER / "django",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # culling would forget limits at random
    },
    "parts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "parts",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

METRICS_TOKEN = environment.metrics_token()

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else ("django.core.mail.backends.filebased.EmailBackend")
)
EMAIL_FILE_PATH = HOME / "mail"
globals().update(environment.mail())  # EMAIL_HOST and the rest, from SAMPLATS_MAIL

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "samplats.config.logs.Line",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "words": DEMO,
        },
        "json": {"()": "samplats.config.logs.JsonLine", "words": DEMO},
    },
    "filters": {"patterns": {"()": "samplats.config.logs.PatternOfAddress"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": environment.log_format(),
            "filters": ["patterns"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"samplats": {"level": "INFO"}},
}
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []

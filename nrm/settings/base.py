"""Settings of every installation; production is this file and the environment (see docs/reference/settings.md)."""

from __future__ import annotations

import logging

from csp.constants import NONCE, NONE, SELF

from nrm.settings.api import REST_FRAMEWORK as REST_FRAMEWORK
from nrm.settings.api import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from nrm.settings.env import ROOT, celery_broker_url, env
from nrm.settings.listing import BY_NAME

BASE_DIR = ROOT
RUN_DIR = env.path("NRM_RUN_DIR", ROOT / ".run")

# A real installation: nrm/installation.py holds these settings against what one needs. The demonstration says no.
INSTALLATION = True
SECRET_KEY = env.text("SECRET_KEY", "none")  # an empty one would hide every other mistake; nrm.E004 refuses this
DEBUG = False
DEMO = False
ALLOWED_HOSTS: list[str] = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env.words("CSRF_TRUSTED_ORIGINS")
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS")
CLOCK_FILE = ""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_linear_migrations",
    "guardian",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "nrm.accounts",
    "nrm.access",
    "nrm.audit",
    "nrm.notices",
    "nrm.web",
    "cases",
    "deadlines",
    "referrals",
    "decisions",
    "support",
    "desks",
    "demonstration",
    "nrm",
]

MIDDLEWARE = [
    "nrm.web.views.health.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nrm.audit.middleware.RequestIdMiddleware",
    "nrm.observe.requests.ObserveMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nrm.access.middleware.PrivateResponseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "nrm.web.held.HeldFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "nrm.accounts.middleware.SecondFactorMiddleware",
    "nrm.accounts.middleware.ActingMiddleware",
    "nrm.accounts.machine_middleware.MachineMiddleware",
    "nrm.access.middleware.ReachTransactionMiddleware",
    "nrm.access.middleware.DeclaredAccessMiddleware",
    "nrm.access.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "nrm.urls"
WSGI_APPLICATION = "nrm.wsgi.application"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "nrm.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "desks.context.page_context",
            ],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates_allauth"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desks.context.page_context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.database()}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["TEST"] = {"NAME": env.text("NRM_TEST_DATABASE")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis()
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "nrm.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
# Failed sign-ins are counted per address: behind proxies the address is the one they pass on, not their own.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT")
MFA_ADAPTER = "nrm.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from administrators, and a password from a link sent there
MFA_TOTP_ISSUER = "NRM casework"
SOCIALACCOUNT_ENABLED = True

GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
ANONYMOUS_USER_NAME = None

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", ROOT / ".run" / "static")
STATICFILES_DIRS = [ROOT / "static"]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL")

# An email claimed this long ago and never marked may or may not have gone out; longer than any attempt can take.
OUTBOX_UNKNOWN_AFTER_SECONDS = env.number("OUTBOX_UNKNOWN_AFTER_SECONDS")

CELERY_BROKER_URL = celery_broker_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A killed worker's task comes back after the visibility timeout; kombu looks for such tasks every interval × throttle.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}

SESSION_ENGINE = "nrm.accounts.sessions"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nrm.web.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send forms with "Origin: null", which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not env.flag("NRM_PLAIN_HTTP"):
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63072000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# A referral carries long accounts: the field limit is 100,000 characters, refused with a sentence rather than a 413.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# One JSON object a line, without personal data (docs/adr/0018). A line that cannot be formatted is dropped rather than
# printed with its arguments.
LOG_LEVEL = env.text("LOG_LEVEL").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "nrm.observe.lines.JsonLines"},
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL if LOG_LEVEL in logging.getLevelNamesMapping() else "INFO"},
    # Django's own handlers would print paths, and email reports with local variables.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.db.backends": {"level": "WARNING"}},
}
logging.raiseExceptions = False
logging.captureWarnings(True)
CELERY_WORKER_REDIRECT_STDOUTS = False

# Without it there are no metrics.
METRICS_TOKEN = env.text("METRICS_TOKEN")

# Whether to enter the list of sites that browsers only ever open with TLS is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["guardian.W001", "security.W021"]

# What nrm/installation.py asks about the environment itself; every line above that reads has run.
ENVIRONMENT_MISTAKES = env.mistakes
LISTED_SETTINGS = BY_NAME
SETTINGS_GIVEN = env.given_names()
DATABASE_ROLE = env.role()
DATABASE_OWNER_LOGIN = env.owner_login()

"""Settings of the portal, all from environment variables; `.env.sample` explains each."""

import shlex
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
if env.bool("READ_ENV_FILE", True):
    env.read_env(BASE_DIR / ".env")


def required(name):
    """The value of a variable that operation cannot do without."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Run `make setup` for a local .env file, or copy .env.sample to .env and fill it in."
        )
    return value


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
SITE_URL = required("SITE_URL").rstrip("/")
HTTPS_ONLY = env.bool("HTTPS_ONLY", True)
ADMIN_PATH = env.str("ADMIN_PATH", "verwaltung/")

if HTTPS_ONLY and DEBUG:
    raise ImproperlyConfigured("DEBUG shows the portal's inside to everybody. Set DEBUG=false where HTTPS_ONLY is on.")

PORTAL = {
    "name": env.str("PORTAL_NAME", "Regionalportal"),
    "region": env.str("PORTAL_REGION", "Region"),
    "base_url": SITE_URL,
    "operator": env.str("OPERATOR_NAME", ""),
    "operator_street": env.str("OPERATOR_STREET", ""),
    "operator_city": env.str("OPERATOR_CITY", ""),
    "operator_email": env.str("OPERATOR_EMAIL", ""),
    "operator_phone": env.str("OPERATOR_PHONE", ""),
    "operator_represented_by": env.str("OPERATOR_REPRESENTED_BY", ""),
    "data_protection_email": env.str("DATA_PROTECTION_EMAIL", ""),
    "accessibility_reviewed": env.date("ACCESSIBILITY_REVIEWED", None),
    "feedback_retention_days": env.int("FEEDBACK_RETENTION_DAYS", 180),
    "data_licence": env.str("DATA_LICENCE_NAME", "Datenlizenz Deutschland – Namensnennung – Version 2.0"),
    "data_licence_url": env.str("DATA_LICENCE_URL", "https://www.govdata.de/dl-de/by-2-0"),
    "dcat_contributor": env.str("DCAT_CONTRIBUTOR", ""),
    "security_contact": env.str("SECURITY_CONTACT", ""),
    "source_url": env.str("SOURCE_CODE_URL", ""),
}

INSTALLED_APPS = [
    "regionportal",
    "budgets",
    "cooperations",
    "council",
    "partners",
    "publication",
    "regionportal.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "regionportal.middleware.response_headers",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "regionportal.middleware.health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "publication.middleware.GoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "regionportal.accounts.middleware.sessions",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "regionportal.urls"
WSGI_APPLICATION = "regionportal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "regionportal.context.portal",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": dj_database_url.parse(env.str("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
        "PRAGMA mmap_size=2147418112;",  # as much as SQLite allows: a large index is read without copying
    }
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] = {
        "connect_timeout": 5,
        # jit: compiling the search's statement takes PostgreSQL seconds, running it milliseconds
        "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c jit=off",
        **_database.get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is stored but attachments
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.path("PRIVATE_FILES_DIR", VAR_DIR / "files"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # each row of attachments counts, chosen or not; their bytes are bounded
DATA_UPLOAD_MAX_MEMORY_SIZE = 7_000_000  # all letters that may be pasted at once, of up to four bytes each
FILE_UPLOAD_HANDLERS = ["publication.uploads.BoundedUploadHandler"]
MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", 20)
VIRUS_SCAN_COMMAND = shlex.split(env.str("VIRUS_SCAN_COMMAND", ""))

SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", 300)

# What belongs to no body (partners, cooperations) is published by somebody else than its last editor.
FOUR_EYES = env.bool("FOUR_EYES", False)

AUTHENTICATION_BACKENDS = ["regionportal.accounts.throttle.SignIn", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
INVITATION_DAYS = env.int("INVITATION_DAYS", 3)
PASSWORD_RESET_TIMEOUT = INVITATION_DAYS * 24 * 60 * 60

# Second factor and signing in elsewhere (docs/adr/0020): the apps are always installed, so that the tables do not
# depend on a setting; their addresses exist only where one asks for them.
SECOND_FACTOR = env.str("SECOND_FACTOR", "off")
if SECOND_FACTOR not in ("off", "optional", "required"):
    raise ImproperlyConfigured("SECOND_FACTOR must be off, optional or required.")
OIDC_ISSUER = env.str("OIDC_ISSUER", "")
LOGIN_URL = "admin:login" if SECOND_FACTOR == "off" and not OIDC_ISSUER else "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "regionportal.accounts.adapter.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"  # the address of an invitation is verified by its link
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "admin:index"
ACCOUNT_RATE_LIMITS = False  # axes counts, in the database
ACCOUNT_SESSION_REMEMBER = True  # sessions end as said below, whatever a form says
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_ADAPTER = "regionportal.accounts.adapter.SecondFactors"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "regionportal.accounts.second_factor.CodeForm",
    "reauthenticate": "regionportal.accounts.second_factor.ConfirmingCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS_ONLY
SOCIALACCOUNT_ADAPTER = "regionportal.accounts.adapter.SignInElsewhere"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: the policy lets no form lead to another site
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "zentral",
                "name": env.str("OIDC_NAME", "Mit dem Dienstkonto anmelden"),
                "client_id": env.str("OIDC_CLIENT_ID", ""),
                "secret": env.str("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
# One account from one address: a wrong guess elsewhere locks out neither the account nor a whole office.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "regionportal.accounts.throttle.place"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # what is refused unseen counts for nothing
AXES_DISABLE_ACCESS_LOG = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "new_password1", "new_password2", "code", "credential"]

# Messages of readers are mailed to the operator besides being kept at the desk. They are personal data, so where no
# mail server is named, only a portal on one's own machine prints them.
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", EMAIL_PORT == 587)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", EMAIL_PORT == 465)
EMAIL_TIMEOUT = 5
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
else:
    EMAIL_BACKEND = f"django.core.mail.backends.{'dummy' if HTTPS_ONLY else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "") or PORTAL["operator_email"] or "portal@localhost"
FEEDBACK_EMAIL = env.str("FEEDBACK_EMAIL", "") or PORTAL["operator_email"]

_prefix = "__Host-" if HTTPS_ONLY else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
SESSION_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 120)
READING_LOG_DAYS = env.int("READING_LOG_DAYS", 180)
SIGN_IN_LOG_DAYS = env.int("SIGN_IN_LOG_DAYS", 7)
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CSRF_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"

SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz)$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
BEHIND_TRUSTED_PROXY = env.bool("TRUSTED_PROXY_HEADER", False)
if BEHIND_TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
        "payment", "usb",
    )
}  # fmt: skip

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = []

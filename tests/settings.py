"""The portal's settings for tests: nothing from the machine's .env, fast passwords, static files without a manifest."""

import os

os.environ |= {
    "READ_ENV_FILE": "false",
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-0123456789",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "https://portal.example",
    "HTTPS_ONLY": "false",
    "DEBUG": "false",
    "PORTAL_NAME": "Regionalportal Test",
    "PORTAL_REGION": "Testregion",
    "SEARCHES_PER_MINUTE": "1000000",
    "SECURITY_CONTACT": "mailto:sicherheit@portal.example",
}

from regionportal.settings import *  # noqa: F403 — the environment must be set before

DATABASES["default"].setdefault("TEST", {})  # noqa: F405 — comes with the star
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None

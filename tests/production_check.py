"""Runs Django's deployment check with the settings of operation, as `make check` does; nothing from .env counts."""

import os
import subprocess
import sys
from datetime import date

PRODUCTION = {
    "READ_ENV_FILE": "false",
    "SECRET_KEY": "p9Yx2Qv7Lw4Tz8Rk1Nm6Bc3Hd5Fg0JsAe-Uo_WiXtVqZrYlKpMn",
    "ALLOWED_HOSTS": "portal.example",
    "SITE_URL": "https://portal.example",
    "OPERATOR_NAME": "Zweckverband Beispiel",
    "OPERATOR_STREET": "Beispielstraße 1",
    "OPERATOR_CITY": "00000 Beispielstadt",
    "OPERATOR_EMAIL": "kontakt@portal.example",
    "OPERATOR_REPRESENTED_BY": "die Verbandsvorsteherin",
    "DATA_PROTECTION_EMAIL": "datenschutz@portal.example",
    "ACCESSIBILITY_REVIEWED": date.today().isoformat(),  # noqa: DTZ011 — whatever the zone, it is not a year old
    "EMAIL_HOST": "mail.portal.example",
    "DATABASE_URL": "sqlite://:memory:",
}


def deployment_check(**changes):
    """Run `check --deploy` in a process of its own; `changes` replace settings, None takes one away."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    result = deployment_check()
    sys.stderr.write(result.stderr)
    sys.exit(result.returncode)

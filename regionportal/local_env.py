"""Prints a .env for trying the portal on this machine: plain HTTP, the demonstration region, a fresh secret."""

import secrets

print(f"""# For this machine only; .env.sample explains every setting.
SECRET_KEY={secrets.token_urlsafe(50)}
ALLOWED_HOSTS=localhost,127.0.0.1
SITE_URL=http://127.0.0.1:8000
HTTPS_ONLY=false
PORTAL_NAME=Regionalportal Aachen
PORTAL_REGION=Region Aachen
OPERATOR_NAME=Demonstration ohne Betreiber
OPERATOR_STREET=Beispielstraße 1
OPERATOR_CITY=00000 Beispielstadt
OPERATOR_EMAIL=kontakt@portal.example
OPERATOR_REPRESENTED_BY=niemanden (Demonstration)
DATA_PROTECTION_EMAIL=datenschutz@portal.example
ACCESSIBILITY_REVIEWED=2026-11-23""")

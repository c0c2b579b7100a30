"""Takes the pictures in docs/screenshots again: `make screenshots`. Needs Chromium; starts a portal of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", "tests/browser/test_screenshots.py"]
    sys.exit(subprocess.call(command, cwd=ROOT, env=os.environ | {"TAKE_SCREENSHOTS": "1"}))  # noqa: S603

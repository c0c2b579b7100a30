"""Takes the pictures in docs/screenshots and docs/handbuch/bilder again: `make screenshots`.

Needs Chromium; starts a portal of its own. The handbook's pictures come from the walk through a working day.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TAKEN_BY = ("tests/browser/test_screenshots.py", "tests/browser/test_working_day.py")

if __name__ == "__main__":
    command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", *TAKEN_BY]
    sys.exit(subprocess.call(command, cwd=ROOT, env=os.environ | {"TAKE_SCREENSHOTS": "1"}))  # noqa: S603

"""Runs a command with DATABASE_URL pointing at PostgreSQL: the server named by PGHOST, or a throw-away one.

Without either, a stranger is told what was left out; in CI that is a failure.
"""

import os
import shutil
import subprocess
import sys

NO_SYNC = ["-o", "fsync=off", "-o", "synchronous_commit=off", "-o", "full_page_writes=off"]


def main(command):
    if "PGHOST" not in os.environ:
        if shutil.which("pg_virtualenv") is None:
            print("Ausgelassen: die Tests auf PostgreSQL (Debian: apt-get install postgresql postgresql-common).")
            return 1 if os.environ.get("CI") else 0
        again = ["pg_virtualenv", *NO_SYNC, sys.executable, __file__, *command]
        return subprocess.call(again)
    server = {name: os.environ.get(name, "") for name in ("PGUSER", "PGPASSWORD", "PGHOST", "PGPORT", "PGDATABASE")}
    url = "postgres://{PGUSER}:{PGPASSWORD}@{PGHOST}:{PGPORT}/{PGDATABASE}".format(**server)
    return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

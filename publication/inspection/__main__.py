"""`python -m publication.inspection .pdf < file`: one look inside, told as JSON on stdout."""

import json
import logging
import resource
import sys
from dataclasses import asdict

MEMORY_BYTES = 1024**3
CPU_SECONDS = 10
PATIENCE_SECONDS = 4
"""After this the looking for findings ends and says so; the process is given longer, for what cannot be interrupted."""


def main(ending):
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    logging.disable()
    from .look import look  # not before: the limits hold for what the parsers do at their start as well

    examination = look(sys.stdin.buffer.read(), ending, seconds=PATIENCE_SECONDS)
    print(json.dumps(asdict(examination)))


if __name__ == "__main__":
    main(sys.argv[1])

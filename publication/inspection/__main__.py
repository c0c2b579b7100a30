"""`python -m publication.inspection .pdf 8 < file`: one look of eight seconds inside, told as JSON on stdout."""

import json
import logging
import math
import resource
import sys
from dataclasses import asdict

MEMORY_BYTES = 1024**3


def main(ending, seconds):
    """After half of the time the looking for findings ends and says so; the rest is for what cannot be interrupted."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, math.ceil(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    logging.disable()
    from .look import look  # not before: the limits hold for what the parsers do at their start as well

    examination = look(sys.stdin.buffer.read(), ending, seconds=seconds / 2)
    print(json.dumps(asdict(examination)))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))

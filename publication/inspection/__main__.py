"""`python -m publication.inspection .pdf 8 < file`: one look of eight seconds inside, told as JSON on stdout."""

import json
import logging
import sys
from dataclasses import asdict

from .limits import limit_process


def main(ending, seconds):
    """After half of the time the looking for findings ends and says so; the rest is for what cannot be interrupted."""
    limit_process(seconds)
    logging.disable()
    from .look import look  # not before: the limits hold for what the parsers do at their start as well

    examination = look(sys.stdin.buffer.read(), ending, seconds=seconds / 2)
    print(json.dumps(asdict(examination)))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))

"""`python -m publication.inspection.text 60 < file.pdf`: what can be read on its pages, told as JSON on stdout.

Pages with letters under boxes or outside of what is shown are left out: what nobody was meant to read is not searched.
"""

import io
import json
import logging
import sys
import warnings

from .findings import Deadline, OutOfTime
from .limits import limit_process

MOST_LETTERS = 400_000


def text_of(data, seconds=None):
    """Text of the PDF `data`, as much as can be read in about `seconds`; None where it cannot be read at all."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams

    from . import pdf
    from .painted import painted_pages

    deadline, texts = Deadline(seconds), []
    try:
        document = pdf.open_document(data, ".pdf")
        pages = painted_pages(data, pdf.covering_annotations(document.pdf), deadline)
        for page, layout in zip(pages, extract_pages(io.BytesIO(data), laparams=LAParams()), strict=False):
            if not (page.covered or page.outside):
                texts.append(_text_of_page(layout))
            if sum(map(len, texts)) > MOST_LETTERS:
                break
    except OutOfTime:
        pass
    except Exception:  # whatever a parser trips over: what was read until then counts
        return "\n\n".join(texts) or None
    return "\n\n".join(texts)


def _text_of_page(layout):
    return "".join(part.get_text() for part in layout if hasattr(part, "get_text"))


def main(seconds):
    limit_process(seconds)
    logging.disable()
    warnings.simplefilter("ignore")
    print(json.dumps(text_of(sys.stdin.buffer.read(), seconds / 2)))


if __name__ == "__main__":
    main(float(sys.argv[1]))

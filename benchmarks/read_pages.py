"""How fast council pages are read, as pages per second and as a multiple of merely parsing them.

    python benchmarks/read_pages.py [--seconds 1]

A text is parsed into lines, a page in HTML into a tree. The last table shows growth: how much longer eight times as
much of the same takes. Linear reading stays near 8, quadratic reading goes to 64.
"""

import argparse
import sys
from pathlib import Path
from time import process_time

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from council.imports.sources import read_document  # noqa: E402

PAGES = sorted((ROOT / "tests/documents/layouts").glob("*.txt")) + sorted(
    (ROOT / "tests/documents/html").glob("*.html")
)
PAPER_TEXT = "Vorlage - 2031/1\nBetreff: X\nBeratungsfolge:\n{}\nSachlage:\nX."
PAPER_HTML = '<div id="allriscontainer" class="vo020"><h1>Vorlage - 2031/1</h1><a name="allrisSV"></a>{}</div>'
GROWING = {
    "text: stations": (PAPER_TEXT, "Bauausschuss Beratung\n03.03.2031\nSI/1/2031 Sitzung vertagt\n"),
    "text: sections": (
        "Vorlage - 2031/1\nBetreff: X\n{}",
        "\nSachlage:\nEin Satz mit 1.000 € (siehe Vorlage 2031/2).\n",
    ),
    "html: paragraphs": (PAPER_HTML, "<p>Ein Satz mit 1.000 &euro; (siehe Vorlage 2031/2).</p>"),
    "html: cells": (PAPER_HTML, "<table><tr><td>x</td><td>y</td></tr></table>"),
    "html: nested": (PAPER_HTML, "<div><span>x</span><ul><li>y</li></ul></div>"),
}


def parse(page: Path, data: bytes):
    if page.suffix == ".html":
        return etree.fromstring(data, etree.HTMLParser())
    return data.decode("utf-8").splitlines()


def rate(action, seconds: float) -> float:
    """How often `action` runs in a second of processor time, so that a busy machine does not show."""
    action()
    count, start = 0, process_time()
    while (spent := process_time() - start) < seconds:
        action()
        count += 1
    return count / spent


def show_rates(seconds: float) -> None:
    print(f"{'page':36}{'pages/s':>10}{'MB/s':>8}{'x parsing':>12}")
    for page in PAGES:
        data = page.read_bytes()
        reading = rate(lambda page=page, data=data: read_document(page.name, data), seconds)
        parsing = rate(lambda page=page, data=data: parse(page, data), seconds / 4)
        print(f"{page.name:36}{reading:10.0f}{reading * len(data) / 1e6:8.1f}{parsing / reading:12.0f}")


def time_to_read(data: bytes) -> float:
    start = process_time()
    read_document("page", data)
    return process_time() - start


def show_growth() -> None:
    print(f"\n{'eight times as much of':36}{'x time':>10}")
    for name, (around, unit) in GROWING.items():
        spent = []
        for count in (500, 4000):
            data = around.format(unit * count).encode()
            spent.append(min(time_to_read(data) for _ in range(3)))
        print(f"{name:36}{spent[1] / spent[0]:10.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="how long each page is read over and over")
    show_rates(parser.parse_args().seconds)
    show_growth()

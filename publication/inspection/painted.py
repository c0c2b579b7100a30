"""What of the letters on a PDF page can be seen once everything is painted.

A page is a list of strokes of the brush, each over the ones before. A box drawn over a word hides it from the eye and
from nobody else: the letters stay in the file. So the page is painted here in that order, and what covers letters is
kept. Clipping is known by its bounding box only; layers and shadings are not followed.
"""

import io
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise

from pdfminer.layout import LTChar
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

CELL = 40.0  # letters are kept in squares of this many points, so that a box finds those under it
DARK = 0.35
MARKER_WIDTH = 4.0  # a line as thick as this may be meant to black something out
INVISIBLE = (3, 7)  # PDF 32000-1, table 106: text that is not painted


@dataclass(frozen=True, slots=True)
class Brush:
    alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    clip: tuple[float, float, float, float] | None = None

    def covers(self, colour):
        """Whether paint of this colour hides what is under it; multiplied black is black, too."""
        if self.alpha < 0.9 or self.masked:
            return False
        return self.blend in ("Normal", "Compatible") or is_dark(colour)


@dataclass(slots=True)
class Letter:
    box: tuple[float, float, float, float]
    text: str
    invisible: bool
    covered: bool = False

    def samples(self):
        """Points that a box must hide to hide the letter: a line through or below it does not."""
        x0, y0, x1, y1 = self.box
        width, height = x1 - x0, y1 - y0
        places = ((0.25, 0.5), (0.5, 0.3), (0.5, 0.5), (0.5, 0.7), (0.75, 0.5))
        return [(x0 + width * right, y0 + height * up) for right, up in places]


@dataclass(frozen=True, slots=True)
class PaintedPage:
    number: int
    covered: bool
    """Letters lie under a box, a picture or an annotation."""
    invisible: bool
    """Letters are set to be painted with nothing."""
    outside: bool
    """Letters lie outside the part of the page that is shown."""
    is_picture: bool
    """A picture fills the page."""
    has_text: bool
    text: str
    """All letters in the order of the file, seen or not."""


def is_dark(colour):
    """`colour`: grey, RGB or CMYK, as the PDF has it."""
    try:
        parts = [float(part) for part in colour] if isinstance(colour, (tuple, list)) else [float(colour)]
    except (TypeError, ValueError):
        return False
    if len(parts) == 4:
        black = parts[3]
        parts = [(1 - part) * (1 - black) for part in parts[:3]]
    return len(parts) in (1, 3) and sum(parts) / len(parts) < DARK


def painted_pages(data, boxes, deadline):
    """Yield a PaintedPage for each page of the PDF `data`.

    `boxes`: {page number: rectangles, in the page's own units, that annotations lay over it}. Raises OutOfTime.
    """
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager()
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        deadline.check()
        canvas = Canvas(resources, deadline)
        Painter(resources, canvas).process_page(page)
        yield canvas.seen(number, boxes.get(number, ()))


class Canvas(PDFTextDevice):
    """Takes the strokes in their order. `brush` is kept by the Painter."""

    def __init__(self, resources, deadline):
        super().__init__(resources)
        self.deadline = deadline
        self.brush = Brush()
        self.cells = defaultdict(list)
        self.letters = []
        self.words = []
        self.end_of_last = None
        self.mode = 0
        self.is_picture = False

    def begin_page(self, page, ctm):
        self.page_ctm = ctm
        self.page_box = _sorted(apply_matrix_rect(ctm, page.cropbox))

    def end_page(self, page):
        pass

    def begin_figure(self, name, bbox, matrix):
        pass

    def end_figure(self, name):
        pass

    def render_string(self, textstate, seq, ncs, graphicstate):
        self.mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate):
        """As in pdfminer's own device, without what is not asked for here: a page has thousands of letters."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        advance = font.char_width(cid) * fontsize * scaling
        self._spell(text, matrix, fontsize, advance)
        if not (text.isalnum() or text.startswith("(cid:")):
            return advance
        if len(self.letters) % 500 == 0:
            self.deadline.check()
        if font.is_vertical():
            shift = font.char_disp(cid)
            char = LTChar(matrix, font, fontsize, scaling, rise, text, font.char_width(cid), shift, ncs, graphicstate)
            box = char.bbox
        else:
            low = font.get_descent() * fontsize + rise
            box = apply_matrix_rect(matrix, (0, low, advance, low + fontsize))
        letter = Letter(box, text, self.mode in INVISIBLE)
        self.letters.append(letter)
        self.cells[_cell(*_middle(box))].append(letter)
        return advance

    def paint_path(self, gstate, stroke, fill, evenodd, path):
        self.deadline.check()
        outlines = [[apply_matrix_pt(self.ctm, point) for point in outline] for outline in _outlines(path)]
        if fill and self.brush.covers(gstate.ncolor) and not isinstance(gstate.ncolor, str):
            self.cover([outline for outline in outlines if len(outline) > 2], evenodd)
        if stroke and gstate.linewidth >= MARKER_WIDTH and self.brush.covers(gstate.scolor):
            for outline in outlines:
                for start, end in pairwise(outline):
                    self.cover([_thick_line(start, end, gstate.linewidth)])

    def render_image(self, name, stream):
        self.deadline.check()
        corners = [apply_matrix_pt(self.ctm, point) for point in ((0, 0), (1, 0), (1, 1), (0, 1))]
        if _share(_meet(_bounds(corners), self.page_box), self.page_box) > 0.8:
            self.is_picture = True  # a scan; the text layer under or over it is told apart
            return
        transparent = any(resolve1(stream.get_any(key)) for key in (("SMask",), ("Mask",), ("IM", "ImageMask")))
        if not transparent and self.brush.covers(None):
            self.cover([corners], only_visible=True)

    def cover(self, outlines, evenodd=False, only_visible=False):
        """Hide the letters painted so far that lie inside the outlines."""
        if not outlines:
            return
        box = _bounds([point for outline in outlines for point in outline])
        box = _meet(box, self.brush.clip) if self.brush.clip else box
        if box is None:
            return
        is_box = len(outlines) == 1 and _is_rectangle(outlines[0])
        for cell in self._cells_under(box):
            self.deadline.check()
            for letter in self.cells[cell]:
                if letter.covered or (only_visible and letter.invisible) or not _contains(box, _middle(letter.box)):
                    continue
                hidden = [
                    _contains(box, point) and (is_box or _inside(outlines, point, evenodd))
                    for point in letter.samples()
                ]
                letter.covered = sum(hidden) >= 4

    def _spell(self, text, matrix, fontsize, advance):
        """Keep the letter for reading: apart from the one before where it stands apart on the page."""
        x, y = matrix[4], matrix[5]
        if self.end_of_last is not None:
            last_x, last_y = self.end_of_last
            size = max(abs(fontsize * matrix[3]), abs(fontsize * matrix[0]), 1.0)
            if abs(y - last_y) > size / 2:
                self.words.append("\n")
            elif abs(x - last_x) > size / 5:
                self.words.append(" ")
        self.words.append(text)
        self.end_of_last = (x + advance * matrix[0], y)

    def _cells_under(self, box):
        (left, low), (right, high) = _cell(box[0], box[1]), _cell(box[2], box[3])
        if (right - left + 1) * (high - low + 1) > len(self.cells):
            return [(x, y) for x, y in list(self.cells) if left <= x <= right and low <= y <= high]
        reach = [(x, y) for x in range(left, right + 1) for y in range(low, high + 1)]
        return [cell for cell in reach if cell in self.cells]

    def seen(self, number, boxes):
        self.brush = Brush()
        for box in boxes:
            x0, y0, x1, y1 = _sorted(apply_matrix_rect(self.page_ctm, box))
            self.cover([[(x0, y0), (x1, y0), (x1, y1), (x0, y1)]])
        covered = [letter for letter in self.letters if letter.covered]
        in_sight = (
            {_place(letter) for letter in self.letters if not (letter.covered or letter.invisible)} if covered else ()
        )
        shown_box = _grown(self.page_box)
        return PaintedPage(
            number,
            covered=any(not _again(letter, in_sight) for letter in covered),
            invisible=any(letter.invisible for letter in self.letters),
            outside=any(not _contains(shown_box, _middle(letter.box)) for letter in self.letters),
            is_picture=self.is_picture,
            has_text=bool(self.letters),
            text="".join(self.words),
        )


class Painter(PDFPageInterpreter):
    """Keeps the brush besides what pdfminer keeps: transparency and clipping."""

    def init_state(self, ctm):
        super().init_state(ctm)
        self.brushes = []

    def do_q(self):
        super().do_q()
        self.brushes.append(self.device.brush)

    def do_Q(self):  # noqa: N802 — the name of the operator
        super().do_Q()
        if self.brushes:
            self.device.brush = self.brushes.pop()

    def do_Do(self, xobjid_arg):  # noqa: N802
        before = self.device.brush
        super().do_Do(xobjid_arg)
        self.device.brush = before

    def do_gs(self, name):
        states = dict_value(self.resources.get("ExtGState") or {})
        state = dict_value(states.get(literal_name(name)) or {})
        changes = {}
        if isinstance(alpha := resolve1(state.get("ca")), (int, float)):
            changes["alpha"] = float(alpha)
        if blend := resolve1(state.get("BM")):
            changes["blend"] = literal_name(blend[0] if isinstance(blend, list) else blend)
        if mask := resolve1(state.get("SMask")):
            changes["masked"] = isinstance(mask, dict)
        self.device.brush = replace(self.device.brush, **changes)

    def do_W(self):  # noqa: N802
        points = [apply_matrix_pt(self.ctm, point) for outline in _outlines(self.curpath) for point in outline]
        if points:
            box, clip = _bounds(points), self.device.brush.clip
            nothing = (0.0, 0.0, 0.0, 0.0)
            self.device.brush = replace(self.device.brush, clip=(_meet(box, clip) or nothing) if clip else box)

    do_W_a = do_W  # noqa: N815


def _outlines(path):
    """The closed or open lines of a path, curves cut short to their ends."""
    outline = []
    for operator, *numbers in path:
        if operator == "m":
            if outline:
                yield outline
            outline = [tuple(numbers[-2:])]
        elif operator == "h":
            if outline:
                outline.append(outline[0])
        elif outline:
            outline.append(tuple(numbers[-2:]))
    if outline:
        yield outline


def _bounds(points):
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _sorted(box):
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _meet(one, other):
    x0, y0, x1, y1 = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _share(part, whole):
    area = (whole[2] - whole[0]) * (whole[3] - whole[1])
    return (part[2] - part[0]) * (part[3] - part[1]) / area if part and area else 0.0


def _grown(box, by=3.0):
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _middle(box):
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _cell(x, y):
    return int(x // CELL), int(y // CELL)


def _contains(box, point):
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _is_rectangle(outline):
    x0, y0, x1, y1 = _bounds(outline)
    return len(outline) in (4, 5) and all(x in (x0, x1) and y in (y0, y1) for x, y in outline)


def _inside(outlines, point, evenodd):
    """Whether the point is painted when the outlines are filled by the even-odd or the winding rule."""
    x, y = point
    winding = crossings = 0
    for outline in outlines:
        for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], outline[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossings += 1
                winding += 1 if y1 > y0 else -1
    return bool(crossings % 2 if evenodd else winding)


def _thick_line(start, end, width):
    (x0, y0), (x1, y1) = start, end
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    aside, up = -(y1 - y0) / length * width / 2, (x1 - x0) / length * width / 2
    return [(x0 + aside, y0 + up), (x1 + aside, y1 + up), (x1 - aside, y1 - up), (x0 - aside, y0 - up)]


def _place(letter):
    x, y = _middle(letter.box)
    return letter.text, round(x), round(y)


def _again(letter, in_sight):
    """The same letter is painted once more at the same place, where it can be seen."""
    text, x, y = _place(letter)
    return any((text, x + right, y + up) in in_sight for right in (-1, 0, 1) for up in (-1, 0, 1))

"""Files as people upload them, and as attackers do, built when they are needed."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pikepdf
from openpyxl.comments import Comment
from pikepdf import Array, Dictionary, Name, String
from PIL import ExifTags, Image

# In two halves, so that no scanner raises the alarm over this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(64) + b"PE\x00\x00"

SECRET = b"BT /F1 12 Tf 50 150 Td (Empfaenger Kim Muster) Tj ET\n"
BLACK_BOX = b"0 g 45 145 200 20 re f\n"


# --- PDF -----------------------------------------------------------------------------------------------------------


def pdf(*contents, prepare=None, tagged=True, **options):
    """A PDF with one page for each of `contents` (painting operators); `prepare(pdf)` adds what is special."""
    made = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for content in contents or (b"BT /F1 12 Tf 50 100 Td (Sichtbar) Tj ET",):
        page = made.add_blank_page(page_size=(300, 200))
        page.Resources = Dictionary(Font=Dictionary(F1=font), ExtGState=Dictionary(), XObject=Dictionary())
        page.Contents = made.make_stream(content)
    if tagged:
        made.Root.MarkInfo = Dictionary(Marked=True)
        made.Root.StructTreeRoot = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    if prepare:
        prepare(made)
    return saved(made, **options)


def saved(made, **options):
    target = io.BytesIO()
    made.save(target, **options)
    return target.getvalue()


def pdf_with_picture(before=b"", after=b"", place=b"300 0 0 200 0 0 cm", **attributes):
    def prepare(made):
        picture = made.make_stream(b"\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
        for key, value in attributes.items():
            picture[f"/{key}"] = made.make_indirect(value) if isinstance(value, pikepdf.Object) else value
        made.pages[0].Resources.XObject.P = picture

    return pdf(before + b"q " + place + b" /P Do Q\n" + after, prepare=prepare)


def pdf_with_mark(content=SECRET, **mark):
    """A PDF with one annotation on its page."""

    def prepare(made):
        box = Array(mark.pop("Rect", [45, 145, 245, 165]))
        made.pages[0].Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, Rect=box, **mark))])

    return pdf(content, prepare=prepare)


def encrypted_pdf(user=""):
    return pdf(encryption=pikepdf.Encryption(owner="geheim", user=user))


# --- Office --------------------------------------------------------------------------------------------------------


def archive(entries, stored=()):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
    return target.getvalue()


def with_entries(data, changes):
    """The archive `data` once more, with entries added or replaced; None takes one out."""
    with zipfile.ZipFile(io.BytesIO(data)) as known:
        entries = {name: known.read(name) for name in known.namelist()} | changes
    return archive({name: content for name, content in entries.items() if content is not None}, stored=("mimetype",))


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body="<w:p><w:r><w:t>Sichtbar</w:t></w:r></w:p>", types="", **parts):
    """`parts`: more entries, "__" for "/" and the ending .xml left out."""
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{types}</Types>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return archive(entries | {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()})


def word_comment():
    return f'<w:comments xmlns:w="{WORD}"><w:comment><w:p/></w:comment></w:comments>'


def relation(kind, target):
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )


def core_properties(creator):
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{creator}</dc:creator></cp:coreProperties>'
    )


def xlsx(prepare=None):
    """A workbook with the sheet "Offen" and one cell; `prepare(workbook)` adds what is special."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "Offen"
    workbook.active["A1"] = "Sichtbar"
    workbook.properties.creator = None
    if prepare:
        prepare(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def xlsx_with_sheet(state):
    def prepare(workbook):
        workbook.create_sheet("Namen").sheet_state = state

    return xlsx(prepare)


def xlsx_with_comment():
    def prepare(workbook):
        workbook.active["A1"].comment = Comment("intern", "Kim Muster")

    return xlsx(prepare)


_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "meta": "meta",
        "script": "script",
    }.items()
)  # fmt: skip
_NAMES = f'{_ODF} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odf(kind, body="", styles="", meta="", **entries):
    """`kind`: "text" or "spreadsheet"; `entries`: more of them, "__" for "/" and "_dot_" for "."."""
    names = {name.replace("__", "/").replace("_dot_", "."): content for name, content in entries.items()}
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {_NAMES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {_NAMES}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            'manifest:1.0"/>',
        }
        | names,
        stored=("mimetype",),
    )


def odt(body="<text:p>Sichtbar</text:p>", **more):
    return odf("text", body, **more)


def ods(body="<table:table/>", **more):
    return odf("spreadsheet", body, **more)


# --- Pictures ------------------------------------------------------------------------------------------------------


def picture(format_name, size=(8, 8), **options):
    target = io.BytesIO()
    Image.new("RGB", size, "white").save(target, format_name, **options)
    return target.getvalue()


def png(**options):
    return picture("PNG", **options)


def jpeg(**options):
    return picture("JPEG", **options)


def jpeg_from(place=False, artist=""):
    exif = Image.Exif()
    if artist:
        exif[ExifTags.Base.Artist] = artist
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (50, 46, 32)}
        )
    return jpeg(exif=exif)


def png_claiming(width, height):
    """A PNG that is tiny in the file and huge when unpacked."""
    made = bytearray(png())
    made[16:24] = struct.pack(">II", width, height)
    made[29:33] = struct.pack(">I", zlib.crc32(made[12:29]))
    return bytes(made)


def pdf_metadata(**info):
    def prepare(made):
        made.trailer.Info = made.make_indirect(Dictionary(**{key: String(value) for key, value in info.items()}))

    return pdf(prepare=prepare)


# --- PDFs with something an editor must know -----------------------------------------------------------------------


def pdf_with_root(**entries):
    """A PDF whose document root has more entries; a function among them is called with the PDF."""

    def prepare(made):
        for key, value in entries.items():
            made.Root[f"/{key}"] = value(made) if callable(value) else value

    return pdf(prepare=prepare)


def pdf_with_layer(**config):
    def prepare(made):
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Namen")))
        chosen = {key: Array([layer]) if value is True else value for key, value in config.items()}
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**chosen))

    return pdf(prepare=prepare)


def pdf_with_outline(*titles):
    def prepare(made):
        with made.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, 0) for title in titles)

    return pdf(prepare=prepare)


def pdf_with_attachment(name, content):
    def prepare(made):
        made.attachments[name] = content

    return pdf(prepare=prepare)


def pdf_with_xmp_author(name):
    def prepare(made):
        with made.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:creator"] = [name]

    return pdf(prepare=prepare)


def pdf_on_cropped_page(content):
    def prepare(made):
        made.pages[0].CropBox = Array([0, 0, 300, 100])

    return pdf(content, prepare=prepare)


def pdf_turned(content, angle):
    def prepare(made):
        made.pages[0].Rotate = angle

    return pdf(content, prepare=prepare)


def pdf_with_form(content, before=b"", after=b""):
    """`content` painted by a form XObject, as programs do with pages they take over from elsewhere."""

    def prepare(made):
        form = made.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 200]))
        form.Resources = made.pages[0].Resources
        made.pages[0].Resources.XObject.F = form

    return pdf(before + b"/F Do\n" + after, prepare=prepare)


def pdf_with_state(content, **state):
    """A PDF in which the operator `/G gs` sets this graphics state."""

    def prepare(made):
        made.pages[0].Resources.ExtGState.G = Dictionary(**state)

    return pdf(content, prepare=prepare)


def pdf_bomb(megabytes):
    """A page whose operators unpack to so many megabytes of blanks, from some kilobytes for each."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b" " * 1024**2) + packer.flush(zlib.Z_FULL_FLUSH)

    def prepare(made):
        made.pages[0].Contents.write(b"\x78\x9c" + block * megabytes, filter=Name.FlateDecode)

    return pdf(prepare=prepare)


def xmp(creator):
    """What picture programs write into pictures, as bytes."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq>'
        f"<rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()

"""Builders of the binary files that reader tests read."""

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest

# text, left, base line from the top, size of type
Drawn = tuple[str, float, float, float]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf_bytes(
    pages: Sequence[Sequence[Drawn]], *, info: str = "", turn: int = 0, slanted: str = ""
) -> bytes:
    """A PDF in A4 (595 by 842 points) whose font is not embedded: two bytes a character.

    Chinese characters are as wide as high, others half as wide.
    """
    narrow = " ".join(f"{code} [500]" for code in range(32, 127))
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [{}] /Count {} >>".format(
            " ".join(f"{7 + 2 * n} 0 R" for n in range(len(pages))), len(pages)
        ),
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
            "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
            f"/W [{narrow}] /CIDSystemInfo "
            "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            "/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 "
            "/Descent -120 /CapHeight 700 /StemV 80 /ItalicAngle 0 "
            "/FontBBox [0 -120 1000 880] >> >>"
        ),
        f"<< /Length {len(mapping)} >> stream\n{mapping}\nendstream",
        f"<< {info} >>",
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F {size} Tf {_matrix(left, top, turn=2 if text == slanted else turn)} Tm "
            f"<{text.encode('utf-16-be').hex()}> Tj ET"
            for text, left, top, size in page
        )
        objects += [
            (
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                f"/Resources << /Font << /F 3 0 R >> >> /Contents {8 + 2 * number} 0 R >>"
            ),
            f"<< /Length {len(drawn)} >> stream\n{drawn}\nendstream",
        ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj {content} endobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def _matrix(left: float, top: float, *, turn: int) -> str:
    """Where a text begins: on its line (0), upwards as on a sideways page (1), slanted (2)."""
    forms = "1 0 0 1 {left} {high}", "0 1 -1 0 {top} {left}", ".7 .7 -.7 .7 {left} {high}"
    return forms[turn].format(left=left, top=top, high=842 - top)


def docx_bytes(body: str, **parts: str) -> bytes:
    """A Word document of the XML inside its body and other parts, by kind: ``styles=...``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}"/>')
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for n, kind in enumerate(parts)
        )
        file.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>',
        )
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_W}" xmlns:mc="mc" xmlns:m="math">'
            f"<w:body>{body}</w:body></w:document>",
        )
        for kind, content in parts.items():
            file.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{_W}">{content}</w:{kind}>')
    return stream.getvalue()


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """`pdf_bytes`, for tests of this folder."""
    return pdf_bytes


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """`docx_bytes`, for tests of this folder."""
    return docx_bytes

"""A tiny PDF writer for tests: pages of (x, y, size, text) in Helvetica, nothing else."""

from __future__ import annotations

Piece = tuple[float, float, float, str]


def make_pdf(pages: list[list[Piece]], image: bool = False) -> bytes:
    """A PDF with these pages; `image` adds a one-pixel picture to each."""
    objects: list[bytes] = [b"", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n\x00\nendstream"
    )
    kids = []
    for page in pages:
        content = "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET\n" for x, y, size, text in page).encode("cp1252")
        content += b"/Im0 Do\n" if image else b""
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        pictures = b" /XObject << /Im0 4 0 R >>" if image else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >>%s >> /Contents %d 0 R >>"
            % (pictures, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: list[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def set_lines(lines: list[str], numbered: bool = False, head: str = "", foot: str = "", top: float = 700.0) -> list[Piece]:
    """One page: each text a line of 14 points; an empty one is a blank line; leading blanks are an indent."""
    page: list[Piece] = [(72, 750, 9, head)] if head else []
    for n, line in enumerate(lines):
        if not line:
            continue
        y = top - 14 * n
        if numbered:
            page.append((40, y, 11, str(n + 1)))
        page.append((72 + 6 * (len(line) - len(line.lstrip())), y, 11, line.lstrip()))
    return [*page, (300, 40, 9, foot)] if foot else page

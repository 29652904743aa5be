"""PDFs written by hand, so that a test says exactly what is drawn."""

from collections.abc import Mapping
from pathlib import Path

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def words(text: str, x: float = 72, y: float = 700, size: float = 12, before: str = "") -> str:
    """Return the operators that draw words at a place."""
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def pdf(
    path: Path,
    *pages: str,
    page: str = "",
    resources: str = "",
    catalog: str = "",
    info: str = "",
    objects: Mapping[int, str | bytes] | None = None,
) -> Path:
    """Write a PDF of these pages.

    Args:
        path: where to.
        pages: the operators of each page; letters of font F1 are Helvetica.
        page: more entries of each page's dictionary, and ``resources`` of its resources.
        catalog: more entries of the catalogue.
        info: entries of the document information.
        objects: more objects by number, from 50.
    """
    bodies: dict[int, bytes] = {3: FONT, 4: f"<< {info} >>".encode()}
    kids = []
    for number, content in enumerate(pages):
        first = 10 + 2 * number
        kids.append(f"{first} 0 R")
        bodies[first] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> {page} >>"
        ).encode()
        bodies[first + 1] = stream(content)
    bodies[1] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    bodies[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    bodies |= {number: one.encode() if isinstance(one, str) else one for number, one in (objects or {}).items()}
    path.write_bytes(_file(bodies))
    return path


def stream(content: str, entries: str = "") -> bytes:
    """Return a stream object."""
    data = content.encode("latin-1")
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(bodies: Mapping[int, bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(bodies.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    size = max(bodies) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places.get(number, 0):010d} 00000 {'n' if number in places else 'f'} \n".encode()
    return out + f"trailer << /Size {size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()


def updated(path: Path, number: int, body: bytes) -> Path:
    """Add an update that replaces one object, as an ordinary save does."""
    data = path.read_bytes()
    place = len(data)
    data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    before = int(data.rpartition(b"startxref\n")[2].split()[0])
    table = len(data)
    data += f"xref\n{number} 1\n{place:010d} 00000 n \n".encode()
    data += f"trailer << /Size 100 /Root 1 0 R /Info 4 0 R /Prev {before} >>\nstartxref\n{table}\n%%EOF\n".encode()
    path.write_bytes(data)
    return path

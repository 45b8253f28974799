"""The map document: one self-contained page for a geography, built with folium.

It holds the shapes once and no values. The app shows it in a sandboxed frame and sends
it which series to paint; an export bakes the series in. The bytes depend on nothing but
the arguments, so that a document can be addressed by its hash and cached for ever.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import branca.element
import folium
import geopandas as gpd
import shapely
from folium.template import Template

from geo.geometry import SVG_UP_TO, bounds, encode_areas, encode_shapes, script_json
from geo.places import Place, View
from geo.policy import content_policy

SCRIPTS = ("hatch.js", "core.js", "labels.js", "legend.js", "keys.js", "bridge.js")


class _Page(branca.element.Figure):
    """folium's page without its random ids, in our language and with our frame."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language }}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="@CSP@">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{{ this.title|e }}</title>\n{{ this.header.render(**kwargs) }}\n"
        "</head>\n<body>\n{{ this.above }}"
        "{{ this.html.render(**kwargs) }}{{ this.below }}\n"
        "{{ this.data }}\n"
        "<script>{{ this.script.render(**kwargs) }}\n{{ this.code }}</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(self, language: str, title: str) -> None:
        super().__init__(title=title)
        self._id = "page"
        self.language = language
        self.header._children.clear()
        self.above, self.below = _asset("frame.html").split("@MAP@")
        self.data = self.code = ""

    def render(self, **kwargs: Any) -> str:
        """Render the parts, then the page."""
        for child in self._children.values():
            child.render(**kwargs)
        # folium's own head forbids zooming with the fingers and pins #map to the page.
        self.header._children.pop("map_areas")
        html: str = self._template.render(this=self, kwargs=kwargs)
        return html


class _AreaMap(folium.Map):
    """A folium map that asks nobody for a script, a style or a tile."""

    default_js = []  # noqa: RUF012  as folium declares it
    default_css = []  # noqa: RUF012

    def __init__(self, **options: Any) -> None:
        super().__init__(tiles=None, zoom_control=False, keyboard=False, **options)
        self._id = "areas"
        self.global_switches._id = "switches"


def build_document(
    areas: gpd.GeoDataFrame,
    *,
    title: str,
    language: str,
    texts: Mapping[str, str],
    views: Sequence[View] = (),
    places: Sequence[Place] = (),
    digits: int = 5,
    pack: Mapping[str, Any] | None = None,
) -> bytes:
    """Build the page that draws `areas`.

    Parameters
    ----------
    areas : GeoDataFrame in SWEREF 99 TM
        With `area_code`, `name` and geometry, simplified for display.
    title : str
        Of the page, for people and screen readers.
    texts : mapping
        The words of the page, see `lagesbild.mapwords`.
    views : sequence of View
        What to zoom to besides the whole.
    pack : mapping, optional
        The series to bake in, as `lagesbild.pack` makes them; left out in the app.

    Returns
    -------
    bytes
        HTML in UTF-8, with a content security policy that allows its own scripts and
        nothing else. The same arguments give the same bytes.
    """
    page = _Page(language, title)
    area_map = _AreaMap(
        prefer_canvas=len(areas) > SVG_UP_TO,
        zoom_snap=0.25,
        zoom_delta=0.5,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_animation=False,
        fade_animation=False,
    )
    page.add_child(area_map)
    page.header.add_child(branca.element.Element(_styles()), name="styles")
    page.data = _data(_geometry(areas, views, places, digits), texts, pack)
    # Leaflet must be there before folium's own line that makes the map.
    page.script.add_child(branca.element.Element(_leaflet("leaflet.js")), name="0")
    page.script._children.move_to_end("0", last=False)
    page.code = "\n".join(_asset(name) for name in SCRIPTS)
    return _with_policy(page.render()).encode()


def _geometry(
    areas: gpd.GeoDataFrame, views: Sequence[View], places: Sequence[Place], digits: int
) -> dict[str, Any]:
    outline = []
    if len(areas) <= SVG_UP_TO:
        whole = shapely.coverage_union_all(areas.geometry.array)
        outline = encode_shapes(gpd.GeoSeries([whole], crs=areas.crs), digits)[0]
    return {
        "digits": digits,
        "outline": outline,
        "bounds": bounds(areas),
        "areas": encode_areas(areas, digits),
        "views": [
            {
                "id": view.id,
                "name": view.name,
                "bounds": bounds(view.areas),
                "shape": encode_shapes(view.areas.geometry, digits)[0],
            }
            for view in views
        ],
        "places": [[p.name, p.latitude, p.longitude, p.is_large] for p in places],
    }


def _data(
    geometry: Mapping[str, Any],
    texts: Mapping[str, str],
    pack: Mapping[str, Any] | None,
) -> str:
    parts = {"geometry": geometry, "texts": dict(texts), "pack": pack}
    return "\n".join(
        f'<script type="application/json" id="{name}">{script_json(value)}</script>'
        for name, value in parts.items()
    )


def _styles() -> str:
    # Leaflet's own style refers to pictures of layers and markers that we never show.
    leaflet = re.sub(r"[^{}]*\{[^{}]*url\([^{}]*\}", "", _leaflet("leaflet.css"))
    return f"<style>{font_faces()}\n{leaflet}\n{_asset('map.css')}</style>"


@cache
def font_faces() -> str:
    """Write the style that brings the map's own font, with the font in it."""
    folder = resources.files("geo") / "assets" / "fonts"
    faces = []
    for weight in (400, 600):
        data = (folder / f"LagesbildSans-{weight}.woff2").read_bytes()
        faces.append(
            f'@font-face {{ font-family: "Lagesbild Sans"; font-weight: {weight}; '
            'src: url("data:font/woff2;base64,'
            f'{base64.b64encode(data).decode()}") format("woff2"); }}'
        )
    return "\n".join(faces)


def _with_policy(html: str) -> str:
    policy = content_policy(html)
    return html.replace("@CSP@", policy, 1)


@cache
def _asset(name: str) -> str:
    return (resources.files("geo") / "assets" / name).read_text("utf-8")


@cache
def _leaflet(name: str) -> str:
    from xstatic.pkg import leaflet

    text = (Path(leaflet.BASE_DIR) / name).read_text("utf-8")
    return re.sub(r"//# sourceMappingURL=.*", "", text)

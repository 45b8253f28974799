"""SVG to PNG without a browser and without anything from the machine."""

from __future__ import annotations

from importlib import resources


def draw_png(svg: str, zoom: float = 2.0) -> bytes:
    """Turn a picture into PNG with the fonts that we ship, alike on every machine."""
    import resvg_py

    folder = resources.files("geo") / "assets" / "fonts"
    fonts = [str(folder / f"LagesbildSans-{weight}.ttf") for weight in (400, 600)]
    png: bytes = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=fonts,
            font_family="Lagesbild Sans",
            sans_serif_family="Lagesbild Sans",
        )
    )
    return png

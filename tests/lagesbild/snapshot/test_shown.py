"""Pictures of maps on a narrow screen: said to be wide, and reached by keyboard."""

from __future__ import annotations

import re
from importlib import resources

STYLE = resources.files("lagesbild.snapshot") / "assets" / "snapshot.css"


def test_every_picture_is_said_to_be_wider_than_a_narrow_screen(group):
    page = group.file.decode()
    boxes = re.findall(
        r'<p class="bredare">(.*?)</p>\n<div class="bild" tabindex="0" '
        r'role="region" aria-label="([^"]+)">',
        page,
    )
    assert len(boxes) == page.count('<div class="bild"') > 0
    for said, label in boxes:
        assert "dra den i sidled" in said
        assert label.startswith("Karta: ")


def test_the_hint_is_there_only_where_the_picture_is_wider_than_the_screen():
    style = STYLE.read_text("utf-8")
    wide, _, rest = style.partition("@media (max-width: 640px)")
    narrow, _, printed = rest.partition("@media print")
    assert re.search(r"\.bredare \{ display: none", wide)
    assert ".bild svg { width: 45rem; }" in narrow
    assert ".bredare { display: block; }" in narrow
    assert re.search(r"\.bredare \{ display: none !important", printed)

"""Everything a reader sees of one workspace, made once and kept until it changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.geographies import Geography
from geo.picture import draw_svg
from geo.places import View
from geo.raster import draw_png
from geo.simplify import default_tolerance, simplify_areas
from indicators.model import Indicator
from indicators.texts import _, language
from lagesbild.certainty_map import painted
from lagesbild.config import GROUPS
from lagesbild.errors import UnknownChoiceError
from lagesbild.export import tidy_csv
from lagesbild.pack import build_pack, labels
from lagesbild.parcels import Parcel, as_json
from lagesbild.publishing import Desk
from lagesbild.series import Series, all_series, levels_with_values
from lagesbild.words import map_words
from lagesbild.workspace import Workspace

FINE_METRES = 50.0  # simplified coarser than this, four decimals of a degree will do


@dataclass
class Atlas:
    """A workspace as it stood at one moment; nothing in it changes any more.

    `table` is what to show instead of what is in force, as for a rehearsal.
    """

    workspace: Workspace
    table: pd.DataFrame | None = None
    _made: dict[tuple[str, str, str], Parcel] = field(default_factory=dict)
    _series: dict[str, list[Series]] = field(default_factory=dict)
    _shapes: dict[str, gpd.GeoDataFrame] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @cached_property
    def published(self) -> pd.DataFrame:
        """All tables in force, from the store."""
        if self.table is not None:
            return self.table
        return Desk(self.workspace).published()

    @cached_property
    def levels(self) -> dict[str, Geography]:
        """The geographies that have something to show, finest first."""
        found = self.workspace.geographies
        names = levels_with_values(self.published, list(found))
        return {name: found[name] for name in names or list(found)[:1]}

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The definitions in the order they are offered: by sector, then by name."""
        order = [sector.id for sector in self.workspace.config.sectors]
        rank = {sector: i for i, sector in enumerate(order)}
        ordered = sorted(
            self.workspace.indicators.values(),
            key=lambda i: (rank.get(i.sector, len(rank)), i.name.sv),
        )
        known = set(self.published["indicator"])
        return {i.id: i for i in ordered if i.id in known}

    def series(self, level: str) -> list[Series]:
        """All series at a level, by indicator and then by period, oldest first."""
        with self._lock:
            if level not in self._series:
                self._series[level] = self._with_twins(
                    level,
                    all_series(
                        self.published,
                        level,
                        self._geography(level).areas["area_code"].tolist(),
                        self.indicators,
                        self.workspace.municipality,
                        _names(self._geography(level)),
                    ),
                )
            return self._series[level]

    def _with_twins(self, level: str, found: list[Series]) -> list[Series]:
        """Give areas that are those of an earlier level the verdicts of these."""
        of: dict[str, list[tuple[str, str]]] = {}
        for (name, code), (other, twin) in self.workspace.twins.items():
            if name == level:
                of.setdefault(other, []).append((code, twin))
        twins: dict[str, dict[str, tuple[Series, str]]] = {}
        for other, pairs in of.items():
            for one in self.series(other):
                own = twins.setdefault(one.key, {})
                own.update({code: (one, twin) for code, twin in pairs})
        return [replace(one, twins=twins.get(one.key, {})) for one in found]

    def levels_of(self, indicator: str) -> list[str]:
        """List the levels at which an indicator has rows at all."""
        mine = self.published[self.published["indicator"] == indicator]
        return [level for level in self.levels if (mine["geography"] == level).any()]

    def find(self, level: str, key: str) -> Series:
        """Find one series by its key, or say which there are."""
        by_key = {one.key: one for one in self.series(level)}
        if key not in by_key:
            raise UnknownChoiceError(_("Serien"), key, list(by_key))
        return by_key[key]

    def _geography(self, level: str) -> Geography:
        known = self.workspace.geographies
        if level not in known:
            raise UnknownChoiceError(_("Indelningen"), level, list(known))
        return known[level]

    def document(self, level: str) -> Parcel:
        """Make the map document of a level in the language spoken now."""
        return self._keep(
            ("document", level, language()),
            lambda: Parcel(self.draw(level), "text/html; charset=utf-8"),
        )

    def pack(self, level: str) -> Parcel:
        """Make the pack of all series of a level in the language spoken now."""
        geography = self._geography(level)
        return self._keep(
            ("pack", level, language()),
            lambda: as_json(
                build_pack(
                    self.series(level), _names(geography), level=str(geography.name)
                )
            ),
        )

    def labels(self, level: str, number: int) -> Parcel:
        """Write the labels of one series, for levels too large to have them all."""
        return as_json(labels(self.series(level)[number]))

    def csv(self, level: str, number: int) -> Parcel:
        """Write one series as a tidy file."""
        one = self.series(level)[number]
        rows = self.published[
            (self.published["geography"] == level)
            & (self.published["indicator"] == one.indicator.id)
            & (self.published["period"] == one.period)
        ]
        return Parcel(tidy_csv(rows), "text/csv; charset=utf-8")

    def _keep(self, key: tuple[str, str, str], make: Callable[[], Parcel]) -> Parcel:
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
            return self._made[key]

    def draw(
        self,
        level: str,
        keys: tuple[str, ...] = (),
        show: str = "",
        view: str = "level",
    ) -> bytes:
        """Draw the map document; with `keys`, bake those series in.

        `view` is what it opens with, `level` or `certainty`.
        """
        from geo.document import build_document  # folium, for those who draw with it

        geography, config = self._geography(level), self.workspace.config
        tolerance = default_tolerance(geography.areas)
        pack = None
        if keys:
            chosen = [self.find(level, key) for key in keys]
            pack = build_pack(
                chosen,
                _names(geography),
                level=str(geography.name),
                choose=True,
                show=show,
            ) | {"mode": view}
        return build_document(
            simplify_areas(geography.areas, tolerance),
            title=_("Karta över {name}").format(name=config.name),
            language=language(),
            texts=map_words(),
            views=self._views,
            places=config.places,
            digits=5 if tolerance < FINE_METRES else 4,
            pack=pack,
        )

    def picture(self, level: str, key: str, ending: str, view: str = "level") -> bytes:
        """Draw one series as `.svg` or `.png`, with all its words in the picture.

        `view` is `level`, or `certainty` for what can be told apart.
        """
        (svg,) = self.pictures(level, [key], view=view)
        return draw_png(svg) if ending == ".png" else svg.encode()

    def pictures(
        self,
        level: str,
        keys: Sequence[str],
        focus: Sequence[tuple[str, str]] = (),
        view: str = "level",
    ) -> list[str]:
        """Draw several series of a level as SVG, with the areas in focus outlined."""
        geography = self._geography(level)
        shapes, emphasis = self._simple(level), self._outlines(focus)
        drawn = []
        for key in keys:
            one = self.find(level, key)
            drawn.append(
                draw_svg(
                    shapes,
                    *painted(one, str(geography.name), view),
                    views=self._views,
                    places=self.workspace.config.places,
                    emphasis=emphasis,
                )
            )
        return drawn

    def _simple(self, level: str) -> gpd.GeoDataFrame:
        if level not in self._shapes:
            areas = self._geography(level).areas
            self._shapes[level] = simplify_areas(areas, default_tolerance(areas))
        return self._shapes[level]

    def _outlines(self, focus: Sequence[tuple[str, str]]) -> list[BaseGeometry]:
        """Find the borders of areas as they are drawn, those of a group too."""
        found = []
        for level, code in focus:
            groups = self._views if level == GROUPS else []
            drawn = [view.areas for view in groups if view.id == code]
            areas = drawn[0] if drawn else self._simple(level)
            found += areas.loc[areas["area_code"] == code, "geometry"].tolist()
        return found

    @cached_property
    def _views(self) -> list[View]:
        groups = self.workspace.geographies.get(GROUPS)
        if groups is None:
            return []
        # The areas are simplified first, so that a group has the borders of its parts.
        small = self.workspace.group(self._simple(self.workspace.config.geography))
        return [
            View(group.id, group.name, small[small["area_code"] == group.id])
            for group in self.workspace.config.groups
        ]

    def forget(self) -> None:
        """Let go of the parcels that were made, when they have been written."""
        with self._lock:
            self._made.clear()


def _names(geography: Geography) -> dict[str, str]:
    areas = geography.areas
    return dict(zip(areas["area_code"], areas["name"], strict=True))

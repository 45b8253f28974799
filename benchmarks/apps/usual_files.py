"""Let streamlit-folium ask this server, not CDNs, for what folium's maps need.

Imported by the page: a component must be declared while Streamlit runs an app.
"""

from __future__ import annotations

from typing import Any

import streamlit_folium
from mirror import FILES, NOTHING, local_name

_component = streamlit_folium._component_func


def _with_local_files(**arguments: Any) -> Any:
    for key in ("js_links", "css_links"):
        arguments[key] = [_local(address) for address in arguments[key]]
    return _component(**arguments)


def _local(address: str) -> str:
    if address not in FILES and address not in NOTHING:
        raise LookupError(f"not in the mirror: {address}")
    return f"/cdn/{local_name(address)}"


streamlit_folium._component_func = _with_local_files
st_folium = streamlit_folium.st_folium

"""The usual way: `st_folium(folium.Choropleth(...))`, as its documentation shows it.

Kind to it where that changes nothing: no tiles, nothing returned on zoom and pan, areas
and values read once, and what folium wants from CDNs comes from this server.
"""

import json
import os

import folium
import streamlit as st
import usual_data
from usual_files import st_folium

NAMES = json.loads(os.environ["BENCH_INDICATORS"])

st.set_page_config(page_title="Brukligt", layout="wide")
st.title("Brukligt")
chosen = st.selectbox("Vad vill du se?", NAMES, key="indicator")
areas, values = usual_data.AREAS, usual_data.VALUES
west, south, east, north = areas.total_bounds
shown = folium.Map(tiles=None)
folium.Choropleth(
    geo_data=areas,
    data=values[values["indicator"] == chosen],
    columns=["area_code", "value"],
    key_on="feature.properties.area_code",
    fill_color="YlGnBu",
    fill_opacity=1,
    line_weight=0.5,
    bins=5,
    legend_name=chosen,
).add_to(shown)
shown.fit_bounds([[south, west], [north, east]])
st_folium(shown, height=700, use_container_width=True, returned_objects=[])

"""The floor: Streamlit and one coloured box. No map can be faster than this."""

import json
import os

import streamlit as st

NAMES = json.loads(os.environ["BENCH_INDICATORS"])
BOX = """
export default function ({ parentElement, data }) {
  const canvas = parentElement.querySelector("canvas");
  const pen = canvas.getContext("2d");
  pen.fillStyle = `hsl(${data.number * 36} 60% 50%)`;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  requestAnimationFrame(() => requestAnimationFrame(() => window.postMessage(
    { type: "painted", key: String(data.number), at: Date.now() }, "*")));
}
"""
box = st.components.v2.component(
    "bench_box", html="<canvas width='300' height='150'></canvas>", js=BOX
)

st.set_page_config(page_title="Golv", layout="wide")
st.title("Golv")
chosen = st.selectbox("Vad vill du se?", NAMES, key="indicator")
box(key="box", data={"number": NAMES.index(chosen)})

"""Streamlit pages: the only package that may import Streamlit."""

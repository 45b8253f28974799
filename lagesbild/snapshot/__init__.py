"""Snapshots: one file that holds a picture of an area, frozen, and can be checked."""

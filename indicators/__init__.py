"""Indicators as numbers: define, read, check, protect; no shapes in here."""

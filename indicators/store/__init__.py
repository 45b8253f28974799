"""The store: immutable tables by their hash, releases that are only ever added."""

from indicators.store.engine import Store, open_store
from indicators.store.releases import Change, Release, SourceFile

__all__ = ["Change", "Release", "SourceFile", "Store", "open_store"]

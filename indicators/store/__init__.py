"""The store: immutable tables by their hash, releases that are only ever added."""

from indicators.store.adding import Change
from indicators.store.chain import Release, SourceFile
from indicators.store.engine import Store
from indicators.store.opening import open_store

__all__ = ["Change", "Release", "SourceFile", "Store", "open_store"]

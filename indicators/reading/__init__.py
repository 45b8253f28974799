"""Read a file of indicator values, saying all that is wrong with it at once."""

from indicators.reading.findings import Repair
from indicators.reading.read import read_observations
from indicators.reading.result import Dialect, Reading

__all__ = ["Dialect", "Reading", "Repair", "read_observations"]

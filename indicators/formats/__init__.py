"""Open the files that analysts have: what is in them, as text, and nothing more.

What the cells mean is for `indicators.reading`. Nothing here follows a link, expands an
entity or evaluates a formula, and each reader stops at the limits in `limits`.
"""

from indicators.formats.model import Dataset, Dimension, Note, Number, RefusedError
from indicators.formats.sniff import Form, form_of

__all__ = ["Dataset", "Dimension", "Form", "Note", "Number", "RefusedError", "form_of"]

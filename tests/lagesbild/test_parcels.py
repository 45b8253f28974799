from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from lagesbild.parcels import Parcel


@given(st.binary())
def test_the_same_content_has_the_same_name_and_the_same_bytes(content):
    one, two = Parcel(content, "text/plain"), Parcel(content, "text/html")
    assert one.name == two.name
    assert one.gzipped == two.gzipped
    assert gzip.decompress(one.gzipped) == content


@given(st.binary(), st.binary(min_size=1))
def test_other_content_has_another_name(content, more):
    one, two = (Parcel(c, "text/plain").name for c in (content, content + more))
    assert one != two
    assert len(one) == len(two) == 32

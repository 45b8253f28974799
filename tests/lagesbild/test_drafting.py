"""Drafts are made in a child: the same as here, with progress, and stopped at will."""

from __future__ import annotations

import pytest

from indicators.errors import IndicatorFileError
from indicators.store import SourceFile
from lagesbild.drafting import draft_apart, ways_apart
from lagesbild.jobs import Job, Run, Stopped
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace

ROWS = """\
område;period;täljare;nämnare
0764A0010;2025;12;100
0764A0020;2025;36;120
0764A0030;2025;54;90
"""


@pytest.fixture
def asked(root):
    """A desk, a reading, and where it comes from."""
    desk = Desk(Workspace(root))
    content = ROWS.encode()
    return (
        desk,
        [desk.read("trang.csv", content)],
        [SourceFile.of("trang.csv", content)],
    )


def test_a_child_makes_the_draft_that_would_be_made_here(asked):
    desk, readings, files = asked
    said = []
    drafted = draft_apart(
        desk.workspace.root, readings, files, Run(lambda *step: said.append(step))
    )
    here = desk.draft(readings, files)

    assert drafted.draft.changes == here.changes
    assert drafted.draft.expected == here.expected
    assert drafted.draft.rehearsal == here.rehearsal
    assert [part for part, _step in said] == sorted(part for part, _step in said)
    assert len(said) == 4


def test_what_a_child_made_can_be_published_here(asked):
    desk, readings, files = asked
    drafted = draft_apart(desk.workspace.root, readings, files)
    desk.publish(drafted.draft, message="Nytt")

    assert "2025" in set(desk.published()["period"])


def test_each_new_period_is_drawn_beside_what_is_shown_now(asked):
    desk, readings, files = asked
    ((now, then),) = draft_apart(desk.workspace.root, readings, files).pictures

    assert now.startswith(b"\x89PNG")
    assert then.startswith(b"\x89PNG")
    assert now != then


def test_a_file_with_problems_is_refused_by_the_child_too(asked):
    desk, _readings, files = asked
    bad = desk.read("trang.csv", b"x")
    with pytest.raises(IndicatorFileError, match=r"trang\.csv har 1 fel"):
        draft_apart(desk.workspace.root, [bad], files)


def test_stopping_it_changes_nothing(asked):
    desk, readings, files = asked
    desk.import_shipped()
    before = desk.state()
    job = Job(lambda run: draft_apart(desk.workspace.root, readings, files, run))
    while job.part < 0.1 and not job.is_done:
        job.wait(0.05)
    job.stop()
    assert job.wait(10)

    with pytest.raises(Stopped):
        job.result()
    assert desk.state() == before
    assert "2025" not in set(desk.published()["period"])


def test_other_ways_to_protect_are_priced_in_a_child_too(asked):
    desk, readings, _files = asked
    offers = ways_apart(desk.workspace.root, readings)

    assert offers == desk.ways_out(readings)
    assert "coarser" in {offer.kind for offer in offers["trang"]}

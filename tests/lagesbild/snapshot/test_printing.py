"""A snapshot as PDF and slides by its link: made once, and withdrawn with it."""

from __future__ import annotations

import io
import threading

import pptx
import pypdf
import pytest

from lagesbild.paper import as_file
from lagesbild.paper.errors import PaperError
from lagesbild.snapshot import printing
from lagesbild.snapshot.commands import withdraw
from tests.lagesbild.snapshot.conftest import NORTH, freeze, freezer


@pytest.fixture
def made(place):
    frozen = freeze(place, NORTH)
    freezer(place).keep(frozen)
    return frozen


@pytest.fixture
def press(monkeypatch):
    """Print without a process, and count how often."""
    asked: list[str] = []

    def as_file_here(content, ending):
        asked.append(ending)
        return f"{content['id']} {len(asked)}".encode()

    monkeypatch.setattr(printing, "as_file_apart", as_file_here)
    return asked


def link(made, ending):
    return f"/ogonblicksbild/{made.id}{ending}"


def test_a_pdf_and_slides_are_those_of_the_frozen_content(app, made, fetch):
    pdf = fetch(app, link(made, ".pdf"))
    assert (pdf.status, pdf.body) == (200, as_file(made.content, ".pdf"))
    assert pdf.headers["content-type"] == "application/pdf"
    name = f'attachment; filename="lagesbild-{made.id}.pdf"'
    assert pdf.headers["content-disposition"] == name
    assert pypdf.PdfReader(io.BytesIO(pdf.body)).pages
    slides = fetch(app, link(made, ".pptx"))
    assert slides.body == as_file(made.content, ".pptx")
    assert pptx.Presentation(io.BytesIO(slides.body)).slides


def test_what_was_made_once_is_not_made_again(app, made, fetch, press):
    first = fetch(app, link(made, ".pdf"))
    assert fetch(app, link(made, ".pdf")).body == first.body
    assert press == [".pdf"]


def test_a_kept_file_that_was_altered_is_not_given_out(app, place, made, fetch, press):
    fetch(app, link(made, ".pdf"))
    (kept,) = (place / printing.FOLDER).iterdir()
    kept.write_bytes(kept.read_bytes() + b"!")
    assert fetch(app, link(made, ".pdf")).body == f"{made.id} 2".encode()
    assert press == [".pdf", ".pdf"]


def test_the_files_of_one_that_is_withdrawn_are_gone_too(
    app, place, made, fetch, press
):
    fetch(app, link(made, ".pdf"))
    withdraw(place, made.id, "fel karta")
    gone = fetch(app, link(made, ".pdf"))
    assert gone.status == 410
    assert "Skäl: fel karta" in gone.body.decode()


@pytest.mark.parametrize("ending", [".zip", ".exe", ".pdf.exe", "."])
def test_other_files_there_are_none(app, made, fetch, press, ending):
    assert fetch(app, link(made, ending)).status == 404
    assert press == []


def test_of_one_that_is_not_there_there_is_no_file(app, fetch, press):
    assert fetch(app, f"/ogonblicksbild/{'0' * 16}.pdf").status == 404
    assert press == []


def test_when_many_wait_the_next_is_told_to_come_back(app, made, fetch, monkeypatch):
    monkeypatch.setattr(printing, "_places", threading.BoundedSemaphore(1))
    with printing._in_turn():
        answer = fetch(app, link(made, ".pdf"))
    assert (answer.status, answer.headers["retry-after"]) == (503, "20")
    assert "Försök igen" in answer.body.decode()


def test_why_it_can_not_be_printed_is_said(app, made, fetch, monkeypatch):
    def fail(_content, _ending):
        raise PaperError("Utskriften kunde inte göras: papper slut")

    monkeypatch.setattr(printing, "as_file_apart", fail)
    answer = fetch(app, link(made, ".pdf"))
    assert (answer.status, answer.body.decode()) == (
        500,
        "Utskriften kunde inte göras: papper slut",
    )
    assert not printing._turn.locked()

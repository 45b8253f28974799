"""Long work beside the page: it says how far it has come, and can be stopped."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from indicators.texts import _, use_language
from lagesbild import apart
from lagesbild.errors import UnfinishedError
from lagesbild.jobs import Job, Run, Stopped

SLOW = "import sys, time; print('x', flush=True); time.sleep(60)"
STEPS = (
    "import sys; from lagesbild.jobs import tell; tell(0.5, 'halvvägs');"
    "sys.stderr.write('annat'); sys.stdout.write(sys.stdin.read().upper())"
)


def child(code, content=b"", run=None, **limits):
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", code]
    return (run or Run())(command, content, environment, **limits)


def test_a_child_gets_its_content_says_its_steps_and_answers():
    said = []
    ended = child(STEPS, b"hej", Run(lambda *step: said.append(step)))

    assert (ended.code, ended.out, ended.err) == (0, b"HEJ", "annat")
    assert said == [(0.5, "halvvägs")]


def test_a_child_that_takes_too_long_is_ended():
    start = time.monotonic()
    assert child(SLOW, seconds=0.5).code is None
    assert time.monotonic() - start < 40  # it would have slept for a minute


def test_a_child_that_answers_too_much_is_ended():
    ended = child("while True: print('x' * 1000)", most=5000)

    assert len(ended.out) == 5000
    assert ended.code != 0


def test_a_child_that_does_not_read_is_no_trouble():
    assert child("pass", b"x" * 10_000_000).code == 0


def test_work_is_stopped_at_once_and_has_no_result():
    job = Job(lambda run: child(SLOW, run=run))
    assert not job.wait(0.5)
    job.stop()

    assert job.wait(40)  # it would have slept for a minute
    with pytest.raises(Stopped):
        job.result()


def test_work_that_was_stopped_starts_no_other_child():
    run = Run()
    run.stop()
    with pytest.raises(Stopped):
        child("pass", run=run)


def test_what_went_wrong_is_raised_where_the_result_is_wanted():
    job = Job(lambda run: 1 / 0)
    assert job.wait(5)
    with pytest.raises(ZeroDivisionError):
        job.result()


def test_work_speaks_the_language_of_who_asked_for_it():
    use_language("en")
    job = Job(lambda run: _("Ångra"))
    use_language("sv")
    assert job.wait(5)
    assert job.result() == "Undo"


def module(tmp_path, monkeypatch, body):
    """Make a module that answers questions."""
    (tmp_path / "svarar.py").write_text(
        "from lagesbild.apart import answer\n"
        "from indicators.errors import DisclosureError, IndicatorFileError, Problem\n"
        f"def work(question):\n    {body}\n"
        "answer(work)\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(Path.cwd())]))
    return "svarar"


def test_a_module_answers_in_a_child_whatever_it_prints(tmp_path, monkeypatch):
    body = "print('skräp'); return question.upper()"
    assert apart.ask(module(tmp_path, monkeypatch, body), "hej") == "HEJ"


def test_a_no_comes_back_as_it_was(tmp_path, monkeypatch):
    body = "raise IndicatorFileError('a.csv', [Problem(3, 'x', 'Fel.')])"
    with pytest.raises(Exception, match="rad 3, kolumn x: Fel") as caught:
        apart.ask(module(tmp_path, monkeypatch, body), "hej")

    assert type(caught.value).__name__ == "IndicatorFileError"
    assert caught.value.problems[0].row == 3
    assert caught.value.exit_code == 10


def test_a_bug_is_no_answer_and_its_text_is_not_told(tmp_path, monkeypatch, capfd):
    body = "raise ValueError('4711')"
    with pytest.raises(UnfinishedError, match="Ingenting har ändrats"):
        apart.ask(module(tmp_path, monkeypatch, body), "hej")

    said = capfd.readouterr().err
    assert "ValueError" in said
    assert "in work" in said

"""What a child process of ours is told, and what one that reads files is held to."""

from __future__ import annotations

import os

from indicators.texts import language, use_language

_LANGUAGE = "LAGESBILD_LANGUAGE"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}  # each would map memory of its own


def environment() -> dict[str, str]:
    """Make the environment of a child: ours, and the language spoken now."""
    told = {_LANGUAGE: language(), "PYTHONIOENCODING": "utf-8"}
    return dict(os.environ) | told


def speak_as_told() -> None:
    """Speak the language that this process was started with."""
    use_language(os.environ.get(_LANGUAGE, "sv"))


def limit(*, seconds: int, memory: int, written: int = 0) -> None:
    """Take away from this process what reading doesn't need.

    On Windows nothing is, and whoever waits for it has to end it.

    Parameters
    ----------
    seconds : int
        Of the processor's time.
    memory : int
        Bytes of address space.
    written : int
        Bytes of any file that it writes.
    """
    try:
        import resource
    except ImportError:
        return
    os.nice(5)  # others' pages come first
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))

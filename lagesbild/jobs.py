"""Long work that can be watched and stopped: in a child process, beside the page.

A page that waits can't answer a click. Here a thread waits instead, and stopping the
work ends the child at once; nothing that it would have answered is used then.
"""

from __future__ import annotations

import atexit
import contextvars
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
STEP = "\x1e"  # begins a line in which a child says what it is doing
_children: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True)
class Ended:
    """How a child ended; `code` is None if it took too long and was stopped."""

    code: int | None
    out: bytes = b""
    err: str = ""


Say = Callable[[float, str], None]


def quietly(_part: float, _step: str) -> None:
    """Say nothing of how far the work has come."""


class Run:
    """Runs children one after the other, each of which can be stopped from outside."""

    def __init__(self, say: Say | None = None) -> None:
        self._say = say or quietly
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.is_stopped = False

    def __call__(
        self,
        command: Sequence[str],
        content: bytes,
        environment: Mapping[str, str],
        seconds: float | None = None,
        most: int = -1,
    ) -> Ended:
        """Run a child to its end, and hand its steps on.

        After `seconds`, or more than `most` bytes of an answer, it is ended.

        Raises
        ------
        Stopped
            If it was stopped from outside, or had been before.
        """
        child = self._start(command, environment)
        errors: list[str] = []
        reader = threading.Thread(target=self._listen, args=(child, errors))
        reader.start()
        late = threading.Event()
        timer = threading.Timer(seconds or 0, _end, (child, late))
        if seconds is not None:
            timer.start()
        try:
            out = _talk(child, content, most)
            child.wait()
        finally:
            timer.cancel()
            _end(child)
            reader.join()
            _children.discard(child)
        if self.is_stopped:
            raise Stopped
        code = None if late.is_set() else child.returncode
        return Ended(code, out, "".join(errors))

    def stop(self) -> None:
        """End the child that runs, and start no other."""
        with self._lock:
            self.is_stopped = True
            if self._child is not None:
                _end(self._child)

    def _start(
        self, command: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            if self.is_stopped:
                raise Stopped
            self._child = subprocess.Popen(  # noqa: S603  our own modules
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(environment),
            )
            _children.add(self._child)
            return self._child

    def _listen(self, child: subprocess.Popen[bytes], errors: list[str]) -> None:
        assert child.stderr is not None  # noqa: S101  it was asked for
        with child.stderr as stream:
            for line in stream:
                text = line.decode("utf-8", "replace")
                if text.startswith(STEP):
                    part, _tab, step = text[len(STEP) :].rstrip().partition("\t")
                    self._say(float(part), step)
                elif len(errors) < 100:
                    errors.append(text)


class Stopped(Exception):  # noqa: N818  nothing went wrong
    """Somebody stopped the work."""


def _talk(child: subprocess.Popen[bytes], content: bytes, most: int) -> bytes:
    assert child.stdin is not None  # noqa: S101  they were asked for
    assert child.stdout is not None  # noqa: S101
    try:
        with child.stdin as stream:
            stream.write(content)
    except OSError:
        pass  # it ended before it had read everything: its code says why
    with child.stdout as stream:
        return stream.read(most)


def _end(child: subprocess.Popen[bytes], said: threading.Event | None = None) -> None:
    if child.poll() is None:
        if said is not None:
            said.set()
        child.kill()


@atexit.register
def _end_all() -> None:
    for child in list(_children):
        _end(child)


def tell(part: float, step: str) -> None:
    """Say from within a child what it is doing, and how much of it all is done."""
    sys.stderr.write(f"{STEP}{part}\t{step}\n")
    sys.stderr.flush()


class Job(Generic[T]):
    """Work that goes on beside the page."""

    def __init__(self, work: Callable[[Run], T]) -> None:
        self.step = ""
        self.part = 0.0
        self.begun = time.monotonic()
        self._run = Run(self.say)
        self._work = work
        self._result: T | None = None
        self._error: BaseException | None = None
        self._done = threading.Event()
        # The language is a context variable, which a thread doesn't have of its own.
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(self._go,), daemon=True).start()

    def say(self, part: float, step: str) -> None:
        """Note how much is done, and what is being done now."""
        self.part, self.step = part, step

    def _go(self) -> None:
        try:
            self._result = self._work(self._run)
        except BaseException as error:
            self._error = error  # it is raised where the result is wanted
        finally:
            self._done.set()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most, and tell whether it is done."""
        return self._done.wait(seconds)

    @property
    def is_done(self) -> bool:
        """Whether there is a result, or it failed, or was stopped."""
        return self._done.is_set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stopped it."""
        return self._run.is_stopped

    def stop(self) -> None:
        """Stop it; what it has done so far is thrown away."""
        self._run.stop()

    def result(self) -> T:
        """Give the result, or raise what went wrong.

        Raises
        ------
        Stopped
            If somebody stopped it.
        """
        if self.is_stopped:
            raise Stopped
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # T may be None

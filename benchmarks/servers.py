"""Start a Streamlit server, wait until it answers, and look at its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
PATIENCE = 600  # seconds


@dataclass
class Server:
    """A running server, and how many seconds it took until it answered."""

    address: str
    process: psutil.Process
    started_in: float

    def memory(self) -> float:
        """Give the resident memory in MB: the least of two seconds."""
        least = float("inf")
        for _ in range(10):
            family = [self.process, *self.process.children(recursive=True)]
            least = min(least, sum(one.memory_info().rss for one in family))
            time.sleep(0.2)
        return least / 1e6


@contextmanager
def serve(
    entry: Path, port: int, environment: Mapping[str, str], log: Path
) -> Iterator[Server]:
    """Run `streamlit run entry` with the repository's settings."""
    command = [sys.executable, "-m", "streamlit", "run", str(entry)]
    begun = time.perf_counter()
    with log.open("w") as out:
        child = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
            cwd=ROOT,
            env=os.environ | dict(environment),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(child, f"{address}/halsa/redo", log)
        taken = time.perf_counter() - begun
        yield Server(address, psutil.Process(child.pid), taken)
    finally:
        child.terminate()
        child.wait()


def _wait(child: subprocess.Popen, address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if child.poll() is not None:
            raise RuntimeError(f"the server stopped: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{error}: {log.read_text()[-2000:]}") from error
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError(address)

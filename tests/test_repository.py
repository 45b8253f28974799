"""What is in the repository, and what must never be."""

from __future__ import annotations

import importlib
import importlib.util
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = sorted(ROOT.glob("*.lock"))

# Put together here, so that this file does not hold them itself.
REGISTRIES = (
    "py" + "pi.org",
    "files." + "pythonhosted",
    "registry." + "npmjs",
    "repo.anaconda" + ".com",
    "--index" + "-url",
    "--extra-index" + "-url",
    "--find" + "-links",
)
BUILD_PATHS = (
    "/wo" + "rk/",
    "/ho" + "me/",
    "/ro" + "ot/",
    "/Us" + "ers/",
    "/opt/py" + "pi",
    "C:" + "\\Users",
)
SINKS = ("unsafe_" + "allow_html", "components" + ".html", "st." + "iframe(")


@cache
def tracked() -> dict[str, str]:
    """Give every file that git knows and that is text, with what is in it."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    texts = {}
    for name in names.split("\0"):
        path = ROOT / name
        if name and path.is_file() and b"\0" not in (data := path.read_bytes()):
            texts[name] = data.decode("utf-8", errors="replace")
    return texts


@pytest.mark.parametrize("name", ["geo", "indicators", "lagesbild"])
def test_our_names_are_ours(name):
    module = importlib.import_module(name)
    assert Path(module.__file__).is_relative_to(ROOT)


def holding(signs: tuple[str, ...], names: list[str]) -> list[tuple[str, str]]:
    return [(name, sign) for name in names for sign in signs if sign in tracked()[name]]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_versions_and_hashes_and_no_host(lock):
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert not any(host in text for host in REGISTRIES)
    assert text.count("--hash=sha256:") >= len(re.findall(r"^\w\S*==", text, re.M)) > 0


def test_there_is_a_lock_for_those_who_run_and_one_for_those_who_build():
    assert {path.name for path in LOCKS} >= {
        "requirements.lock", "requirements-dev.lock",
    }  # fmt: skip


def test_no_file_names_a_package_registry():
    assert holding(REGISTRIES, list(tracked())) == []


def test_no_file_names_a_place_on_the_machine_it_was_made_on():
    found = [
        (name, sign)
        for name, text in tracked().items()
        for sign in BUILD_PATHS
        if re.search(rf"(?<![\w./:]){re.escape(sign)}", text)
    ]
    assert found == []


def test_no_page_writes_html_that_could_run():
    pages = [
        name for name in tracked() if name == "app.py" or name.startswith("lagesbild/")
    ]
    assert len(pages) > 10
    assert holding(SINKS, pages) == []


def layers() -> set[str]:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (ladder,) = [c["layers"] for c in contracts if c["type"] == "layers"]
    return {name.strip() for layer in ladder for name in layer.split("|")}


@pytest.mark.parametrize("name", sorted(layers()))
def test_every_layer_of_the_contract_exists(name):
    assert importlib.util.find_spec(name) is not None


def test_every_module_of_the_product_is_in_a_layer():
    plain = {name.removesuffix(".py").removesuffix("/__init__") for name in tracked()}
    paths = [name.split("/") for name in plain if (ROOT / f"{name}.py").is_file()
             or (ROOT / name / "__init__.py").is_file()]  # fmt: skip
    modules = {".".join(path) for path in paths if path[0] == "lagesbild"}
    modules = {name for name in modules if name.count(".") == 1}
    assert modules
    assert modules - layers() == set()


def test_nobody_writes_suppressed_but_those_who_protect_and_read():
    writing = re.compile(r"Reason\.PROTECTED|[\"']protected[\"']")
    found = {
        name
        for name, text in tracked().items()
        if name.endswith(".py") and not name.startswith("tests/")
        if writing.search(text)
    }
    reads_it_back = "indicators/reading/declared.py"
    decides = {"indicators/disclosure/statements.py", "indicators/disclosure/tasks.py"}
    counts_it = "indicators/disclosure/control.py"
    assert found <= {*decides, counts_it, reads_it_back, "indicators/model.py"}


def test_no_file_is_left_from_an_inbox_or_a_store():
    assert not [
        n for n in tracked() if n.startswith(("data/inbox", "data/var", "var/"))
    ]

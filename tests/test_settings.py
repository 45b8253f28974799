"""Settings that must hold wherever the app runs: see .streamlit/config.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from streamlit import config as streamlit_config

FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
SETTINGS = tomllib.loads(FILE.read_text("utf-8"))
MUST_HOLD = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "client.allowedOrigins": [],
    "runner.postScriptGC": False,
    "server.maxUploadSize": 20,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
}


@pytest.mark.parametrize("name", MUST_HOLD)
def test_a_setting_that_protects_people_holds(name):
    section, key = name.split(".")
    assert SETTINGS[section][key] == MUST_HOLD[name]


def test_every_setting_is_one_that_streamlit_knows():
    known = set(streamlit_config._config_options_template)
    ours = {f"{section}.{key}" for section in SETTINGS for key in SETTINGS[section]}
    assert ours - known == set()


def test_no_secret_stands_in_the_settings():
    assert not (FILE.parent / "secrets.toml").exists()
    assert "cookieSecret" not in FILE.read_text("utf-8")

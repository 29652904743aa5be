"""The real program and a real browser, one of each for all tests of the screen.

Skipped, saying so, where there is no Chromium.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Root needs the first; the others keep the browser itself off the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the real program on a free port, in a folder that is not the checkout."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    away = tmp_path_factory.mktemp("away")
    log = (away / "log.txt").open("w")
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("FOI_")},
        "FOI_DATA": str(data_folder),
        "TMPDIR": str(away),
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--sample", "--port", str(port)],
        cwd=away,
        env=environment,
        stderr=log,
        stdout=log,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", server, away / "log.txt")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        assert server.wait(20) == 128 + signal.SIGTERM
        log.close()
        assert not list(away.glob("foi-screen-*")), "uploads and downloads are left behind"


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            urllib.request.urlopen(url, timeout=5).read()  # noqa: S310 - our own server
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.25)
        else:
            return
    pytest.fail(log.read_text("utf-8"))


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()

"""Warm kernels: alive as long as their launcher, with its folder and environment."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from analysis.publish import execute, kernels

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="kernels are forked on Linux only")


@pytest.fixture
def server(tmp_path):
    process = execute._start_kernels(tmp_path)
    yield process, str(tmp_path / execute.KERNELS)
    process.stdin.close()
    assert process.wait(timeout=60) == 0  # it ends with the run


def until(wanted, seconds=60):
    end = time.monotonic() + seconds
    while not wanted() and time.monotonic() < end:
        time.sleep(0.05)
    assert wanted()


def launch(socket, folder):
    connection = folder / "connection.json"
    command = [sys.executable, "-I", "-S", str(kernels._LAUNCHER), socket, str(connection)]
    environment = {**os.environ, "ONLY_HERE": "1"}
    return subprocess.Popen(command, cwd=folder, env=environment), connection


def test_a_kernel_has_the_launchers_folder_and_environment_and_ends_with_it(server, tmp_path):
    process, socket = server
    folder = tmp_path / "corpus"
    folder.mkdir()
    launcher, connection = launch(socket, folder)
    try:
        until(connection.exists)
        assert json.loads(connection.read_text(encoding="utf-8"))["transport"] == "tcp"
        (kernel,) = psutil.Process(process.pid).children()
        assert Path(kernel.cwd()) == folder
    finally:
        launcher.kill()
        launcher.wait()
    until(lambda: not psutil.pid_exists(kernel.pid))


def test_a_launcher_ends_with_its_kernel(server, tmp_path):
    process, socket = server
    launcher, connection = launch(socket, tmp_path)
    until(connection.exists)
    (kernel,) = psutil.Process(process.pid).children()
    kernel.kill()
    assert launcher.wait(timeout=30) == 0


def test_where_kernels_cannot_be_forked_they_start_as_usual(monkeypatch, tmp_path):
    monkeypatch.setattr(execute, "AVAILABLE", False)
    assert execute._start_kernels(tmp_path) is None
    monkeypatch.setattr(execute, "AVAILABLE", True)
    deep = tmp_path / ("x" * 100)  # a socket's path may not be so long
    assert execute._start_kernels(deep) is None

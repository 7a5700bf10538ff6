"""Warm kernels: alive as long as their launcher, like a plain one, and never worse than that."""

import json
import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient

from analysis.publish import execute, kernels

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="kernels are forked on Linux only")

PLAIN = """
import json, os, subprocess, sys
sleeper = subprocess.Popen(["sleep", "600"])
print(json.dumps([sys.stdin.read(), sys.argv[1:], os.path.basename(sys.argv[0]), sleeper.pid]))
"""


@contextmanager
def serve(scratch):
    process = kernels.start_server(scratch, execute._environment(scratch))
    yield process, scratch
    process.stdin.close()
    assert process.wait(timeout=60) == 0  # it ends with the run


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("kernels")) as server:
        yield server


@pytest.fixture
def server(shared):
    """The server without a kernel: its process and its folder."""
    until(lambda: not psutil.Process(shared[0].pid).children())
    return shared


@pytest.fixture
def launch(tmp_path):
    """Start a launcher in a folder of its own: its process and its connection file."""
    started = []

    def start(scratch, name="corpus"):
        folder = tmp_path / name
        folder.mkdir()
        connection = folder / "connection.json"
        command = kernels.launcher_command(str(scratch / kernels.SOCKET), str(connection))
        environment = {**os.environ, "ONLY_HERE": name}
        started.append(subprocess.Popen(command, cwd=folder, env=environment))
        until(connection.exists)
        return started[-1], connection

    yield start
    for launcher in started:
        launcher.kill()
        launcher.wait()


def until(wanted, seconds=60):
    end = time.monotonic() + seconds
    while not wanted() and time.monotonic() < end:
        time.sleep(0.05)
    assert wanted()


def gone(pid):
    """Whether a process has ended; the system may still keep its number for its parent."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@contextmanager
def client_of(connection):
    until(lambda: connection.read_text(encoding="utf-8").endswith("}"))
    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield client
    finally:
        client.stop_channels()


def execute_in(connection, code):
    """What code prints in a kernel."""
    printed = []
    with client_of(connection) as client:
        client.execute_interactive(
            code, timeout=60, output_hook=lambda m: printed.append(m["content"].get("text", ""))
        )
    return "".join(printed)


def test_a_kernel_has_the_launchers_folder_and_environment_and_ends_with_it(server, launch):
    process, scratch = server
    launcher, connection = launch(scratch)
    assert json.loads(connection.read_text(encoding="utf-8"))["transport"] == "tcp"
    (kernel,) = psutil.Process(process.pid).children()
    assert Path(kernel.cwd()) == connection.parent
    said = execute_in(connection, "import os; print(os.environ['ONLY_HERE'])")
    assert said == "corpus\n"
    launcher.kill()
    until(lambda: gone(kernel.pid))


@pytest.mark.parametrize("by", ["launcher", "kernel", "server"])
def test_a_kernel_is_like_a_plain_one_and_what_it_started_ends_with_it(tmp_path, launch, by):
    with serve(tmp_path) as (process, scratch):
        launcher, connection = launch(scratch)
        (kernel,) = psutil.Process(process.pid).children()
        read, arguments, name, sleeper = json.loads(execute_in(connection, PLAIN))
        assert read == ""  # and the server has not ended
        assert arguments == ["-f", str(connection)]
        assert name == "ipykernel_launcher.py"
        if by == "server":
            process.stdin.close()
        else:
            {"launcher": launcher, "kernel": kernel}[by].kill()
        until(lambda: gone(kernel.pid) and gone(sleeper) and launcher.poll() is not None)


def test_a_launcher_ends_as_its_kernel_does(server, launch):
    process, scratch = server
    first, _ = launch(scratch, "first")
    (kernel,) = psutil.Process(process.pid).children()
    kernel.kill()
    assert first.wait(timeout=30) == 128 + signal.SIGKILL
    second, connection = launch(scratch, "second")
    with client_of(connection) as client:
        client.execute("import os; os._exit(3)")
    assert second.wait(timeout=30) == 3


def test_two_kernels_at_once_live_apart(server, launch):
    process, scratch = server
    (one, first), (other, second) = launch(scratch, "first"), launch(scratch, "second")
    assert execute_in(first, "x = 1") == ""
    assert execute_in(second, "print('x' in globals())") == "False\n"
    assert len(psutil.Process(process.pid).children()) == 2
    one.kill()
    until(lambda: len(psutil.Process(process.pid).children()) == 1)
    assert other.poll() is None
    assert execute_in(second, "print(1 + 1)") == "2\n"


def test_whoever_asks_for_something_else_is_ignored(server, launch):
    _, scratch = server
    for junk in (b"", b"\n", b"[]\n", b"{}\n", b"\xff\xfe\n", b"no wish at all"):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(60)
            client.connect(str(scratch / kernels.SOCKET))
            client.sendall(junk)
            client.shutdown(socket.SHUT_WR)
            assert client.recv(1) == b"\x01", junk
    _, connection = launch(scratch)
    assert execute_in(connection, "print(1 + 1)") == "2\n"


def test_where_the_server_has_died_a_launcher_becomes_a_plain_kernel(tmp_path, launch):
    process = kernels.start_server(tmp_path, execute._environment(tmp_path))
    process.kill()
    process.wait()
    process.stdin.close()
    launcher, connection = launch(tmp_path)
    assert "ipykernel_launcher" in psutil.Process(launcher.pid).cmdline()
    assert execute_in(connection, "import os; print(os.environ['ONLY_HERE'])") == "corpus\n"


def test_the_server_dies_in_the_middle_of_a_run(tmp_path, framing, write_corpus, write_notebook):
    write_corpus(tmp_path / "c")
    kill = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)"
    write_notebook(tmp_path / "nb", "01_kills", kill, "'goes on'")
    write_notebook(tmp_path / "nb", "02_next", "1 + 1")
    began = time.monotonic()
    status, printed, _ = framing(
        *("run", "--corpus", tmp_path / "c", "--out", tmp_path / "out"),
        *("--notebooks", tmp_path / "nb", "--workers", "1"),
    )
    assert (status, "2 run" in printed) == (0, True)
    assert time.monotonic() - began < 45


def test_where_kernels_cannot_be_forked_they_start_as_usual(monkeypatch, tmp_path):
    monkeypatch.setattr(kernels, "AVAILABLE", False)
    assert kernels.start_server(tmp_path, {}) is None
    monkeypatch.setattr(kernels, "AVAILABLE", True)
    deep = tmp_path / ("x" * 100)  # a socket's path may not be so long
    assert kernels.start_server(deep, {}) is None


def test_a_system_without_room_for_a_process_is_no_end(monkeypatch):
    def fork():
        raise BlockingIOError

    monkeypatch.setattr(kernels.os, "fork", fork)
    ours, theirs = socket.socketpair()

    class Listener:
        def accept(self):
            return theirs, ""

    with ours:
        assert kernels._fork(Listener(), {}) is None
        assert ours.recv(1) == b""

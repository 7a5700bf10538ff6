"""A real Dask scheduler and two workers on loopback: the same sums, also where a worker dies."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from made_up import make_articles, write_parquet

from analysis.cli import main
from analysis.errors import InputError
from analysis.scale.run import Asked, summarise_source

pytest.importorskip("distributed", reason="Dask is not installed: the extra [cluster] brings it")

from analysis.scale.cluster import dask_engine

WAIT = 90  # seconds for a process to be ready on a slow machine


def start(*arguments):
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def end(*started):
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in started:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


def drain(process):
    """Read on, so that the process never waits for a reader."""
    threading.Thread(target=lambda: [None for _ in process.stderr], daemon=True).start()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Address of a scheduler, and its two workers, each a process of its own without a nanny."""
    scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    workers = []
    try:
        address = next(
            line.split("Scheduler at:")[1].strip()
            for line in scheduler.stderr
            if "Scheduler at:" in line
        )
        drain(scheduler)
        for _ in range(2):
            place = tmp_path_factory.mktemp("worker")
            options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
            worker = start("worker", address, *options, "--local-directory", str(place))
            drain(worker)
            workers.append(worker)
        yield address, workers
    finally:
        end(*workers, scheduler)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "news.parquet"
    write_parquet(make_articles(160, seed=5), path, row_group_size=40)
    return Asked(path, codebooks=("security",), nodes=("port",), partition_bytes=1_500)


def hashes(folder):
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = [path for path in files if not path.name.startswith(".")]  # what a dead worker left
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in kept}


def test_a_worker_that_dies_loses_nothing(asked, cluster, tmp_path):
    address, workers = cluster
    summarise_source(asked, tmp_path / "alone")
    n_done = 0

    def kill_one(told):
        nonlocal n_done
        n_done += told.startswith("summarising")
        if n_done == 3:
            os.kill(workers[0].pid, signal.SIGKILL)

    with dask_engine(address) as (engine, _):
        summarise_source(asked, tmp_path / "together", engine=engine, report=kill_one)
    assert workers[0].wait(WAIT) == -signal.SIGKILL
    assert workers[1].poll() is None
    assert n_done == len(list((tmp_path / "alone" / "parts").glob("*.json"))) > 10
    assert hashes(tmp_path / "together") == hashes(tmp_path / "alone")


def test_nothing_but_numbers_is_sent(asked, cluster, tmp_path):
    from analysis.scale.run import make_part

    with dask_engine(cluster[0]) as (engine, _):
        from distributed.protocol import pickle

        assert len(pickle.dumps((make_part, str(tmp_path), 7))) < 500
        assert list(engine(os.path.join, str(tmp_path), ["x"])) == [None]


def test_no_scheduler_is_told_in_one_line(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("analysis.scale.cluster.PATIENCE", "1s")
    told = r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"
    with pytest.raises(InputError, match=told), dask_engine("tcp://127.0.0.1:9"):
        raise AssertionError
    started = time.monotonic()
    arguments = ["none.parquet", "--out", str(tmp_path / "out"), "--scheduler", "nonsense://x"]
    assert main(["summarise", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert time.monotonic() - started < WAIT


def test_without_dask_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = r"comparative-framing\[cluster\]"
    with pytest.raises(InputError, match=told), dask_engine("local"):
        raise AssertionError

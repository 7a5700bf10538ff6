"""Who does the partitions: this process, processes of this machine, or a Dask cluster.

An engine is called with a function, the folder of the summary and the numbers of the partitions,
and yields once for each that is done, in whatever order. The function reads what it needs from the
folder and writes its tables there, so nothing but numbers is sent, and a partition that is done
twice leaves the same files as one done once.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from analysis.errors import InputError

Work = Callable[[str, int], None]


class Engine(Protocol):
    """Does partitions and yields for each."""

    def __call__(self, work: Work, folder: str, numbers: Sequence[int]) -> Iterator[None]:
        """Yield once for each partition that is done."""
        ...


def in_turn(work: Work, folder: str, numbers: Sequence[int]) -> Iterator[None]:
    """Do the partitions here, one after the other."""
    for number in numbers:
        work(folder, number)
        yield


def processes(n: int) -> Engine:
    """Engine of ``n`` processes of this machine; one is this process itself."""
    return in_turn if n == 1 else _Pool(n)


class _Pool:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, work: Work, folder: str, numbers: Sequence[int]) -> Iterator[None]:
        """Do the partitions side by side.

        Raises
        ------
        InputError
            If a process is killed; what is done is kept.
        """
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.n, mp_context=context, initializer=_one_thread) as pool:
            futures = [pool.submit(work, folder, number) for number in numbers]
            try:
                for future in as_completed(futures):
                    future.result()
                    yield
            except BrokenProcessPool:
                raise InputError(
                    "a worker was killed, perhaps for want of memory; what is done is kept: "
                    "start the same command again"
                ) from None
            finally:
                pool.shutdown(cancel_futures=True)


def _one_thread() -> None:
    """Keep a worker to one core: its neighbours have the others."""
    import signal

    import pyarrow as pa

    pa.set_cpu_count(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command tells its workers to end

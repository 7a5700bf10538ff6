"""A Dask cluster as an engine: the scheduler hands out numbers, workers read their partitions."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.scale.engines import Engine, Work

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
PATIENCE = "20s"  # for a scheduler to answer


@contextmanager
def dask_engine(address: str, *, workers: int = 2) -> Iterator[tuple[Engine, str]]:
    """Engine on a Dask cluster, and the address of its dashboard.

    Parameters
    ----------
    address : str
        Of a scheduler, such as ``tcp://10.0.0.5:8786``, or ``local`` for a cluster of this
        machine that ends with the run.
    workers : int
        Processes of a local cluster.

    Raises
    ------
    InputError
        If Dask is not installed, or no scheduler answers.

    Notes
    -----
    Every worker needs this library and the folders of the source and of the summary under the same
    paths. Where a worker is lost, its partitions are done again by another.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise InputError(
            "--scheduler needs Dask: install comparative-framing[cluster], or use --workers"
        ) from None
    with ExitStack() as opened:
        where: object = address
        if address == LOCAL:
            where = opened.enter_context(LocalCluster(n_workers=workers, threads_per_worker=1))
        try:
            client = Client(where, timeout=PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(f"no Dask scheduler answers at {address}: {error}") from None
        opened.enter_context(client)
        yield _Cluster(client), str(client.dashboard_link)


class _Cluster:
    def __init__(self, client: "Client") -> None:
        self.client = client

    def __call__(self, work: Work, folder: str, numbers: Sequence[int]) -> Iterator[None]:
        """Do the partitions on the cluster.

        Raises
        ------
        InputError
            If a partition brought down every worker that tried it.
        """
        from distributed import KilledWorker, as_completed

        tasks = self.client.map(work, [folder] * len(numbers), numbers, pure=False, retries=2)
        try:
            for task in as_completed(tasks):
                task.result()
                yield
        except KilledWorker as error:
            raise InputError(
                f"every worker that tried a partition was lost ({error.task}); what is done is "
                "kept: start the same command again"
            ) from None
        finally:
            self.client.cancel(tasks)

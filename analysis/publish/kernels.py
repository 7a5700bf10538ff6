"""Kernels that start warm: forked from one process that has done the imports of them all.

Every notebook has a kernel of its own, and each would spend a second and a half on importing the
same packages. Here one process imports them, waits, and becomes a kernel by forking whenever a
launcher (``launcher.py``, which Jupyter takes for the kernel) asks for one. Forking after imports
is safe on Linux only; elsewhere kernels start as usual.
"""

import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

AVAILABLE = sys.platform == "linux"
PACKAGES = ("ipykernel.kernelapp", "pandas", "pyarrow.compute", "scipy.sparse")
OWN = ("corpus", "text", "codebooks", "measures", "plots")
_LAUNCHER = Path(__file__).with_name("launcher.py")


def main() -> None:
    """Import what notebooks need, then fork a kernel for everyone who connects to the socket."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
    for name in PACKAGES:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    own = _own_modules()
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [], 0 if own else None)
        if sys.stdin in ready:
            return  # the run has ended
        if listener in ready:
            _fork(listener)
        elif own:
            importlib.import_module(own.pop())  # while nobody waits


def _fork(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        if os.fork() == 0:
            listener.close()
            _become_kernel(connection.dup())


def kernel_manager(path: str) -> type[Any]:
    """Class of kernel managers that ask the process behind a socket for their kernels."""
    from jupyter_client.manager import AsyncKernelManager

    class WarmKernelManager(AsyncKernelManager):  # type: ignore[misc]
        def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
            return [sys.executable, "-I", "-S", str(_LAUNCHER), path, self.connection_file]

    return WarmKernelManager


def _own_modules() -> list[str]:
    """Modules of this package that notebooks use, the last to be imported first."""
    packages = [importlib.import_module(f"analysis.{name}") for name in reversed(OWN)]
    return [
        found.name
        for package in packages
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def _become_kernel(launcher: socket.socket) -> None:
    """Run a kernel in the launcher's place: its folder, its environment, its life."""
    from ipykernel.kernelapp import IPKernelApp

    with launcher.makefile(encoding="utf-8") as lines:
        wanted = json.loads(lines.readline())
    threading.Thread(target=_end_with, args=(launcher,), daemon=True).start()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    time.tzset()
    IPKernelApp.launch_instance(argv=["-f", wanted["connection"]])
    os._exit(0)


def _end_with(launcher: socket.socket) -> None:
    """End this process when its launcher does, as Jupyter ends a kernel by ending that."""
    with launcher:
        launcher.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main()

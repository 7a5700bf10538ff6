"""Kernels that start warm: forked from one process that has done the imports of them all.

Every notebook has a kernel of its own, and each would spend a second and a half on importing the
same packages. Here one process imports them, waits, and becomes a kernel by forking whenever a
launcher (``launcher.py``, which Jupyter takes for the kernel) asks for one. Forking after imports
is safe on Linux only; elsewhere kernels start as usual.
"""

import importlib
import importlib.util
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis.publish.child import MAX_SOCKET
from analysis.publish.launcher import PAUSE, STARTED

AVAILABLE = sys.platform == "linux"
SOCKET = "kernels"  # its name in the folder of the run
PACKAGES = ("ipykernel.kernelapp", "pandas", "pyarrow.compute", "scipy.sparse")
OWN = ("corpus", "text", "codebooks", "measures", "plots")
PATIENCE = 10.0  # seconds until a launcher must have said what it wants
_LAUNCHER = Path(__file__).with_name("launcher.py")


def start_server(scratch: Path, environment: dict[str, str]) -> "subprocess.Popen[str] | None":
    """The process that kernels are forked from, where that is possible; ends with its stdin."""
    path = str(scratch / SOCKET)
    if not AVAILABLE or len(path) > MAX_SOCKET:
        return None
    with (scratch / f"{SOCKET}.log").open("wb") as log, socket.socket(socket.AF_UNIX) as listener:
        # Opened here: launchers can ask at once, and are refused as soon as the process has died.
        listener.bind(path)
        listener.listen()
        number = listener.fileno()
        return subprocess.Popen(
            [sys.executable, "-s", "-m", "analysis.publish.kernels", str(number)],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            encoding="utf-8",
            cwd=scratch,
            env=environment,
            pass_fds=[number],
            start_new_session=True,
        )


def kernel_manager(path: str) -> type[Any]:
    """Class of kernel managers that ask the process behind a socket for their kernels."""
    from jupyter_client.manager import AsyncKernelManager

    class WarmKernelManager(AsyncKernelManager):  # type: ignore[misc]
        def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
            return launcher_command(path, self.connection_file)

    return WarmKernelManager


def launcher_command(path: str, connection: str) -> list[str]:
    """Command that stands in for a kernel as long as this process lives."""
    mine = str(os.getpid())
    return [sys.executable, "-I", "-S", str(_LAUNCHER), path, connection, mine]


def main() -> None:
    """Fork a kernel for everyone who connects to the socket that the first argument numbers."""
    launcher = _serve(socket.socket(fileno=int(sys.argv[1])))
    if launcher:
        _become_kernel(launcher)


def _serve(listener: socket.socket) -> socket.socket | None:
    """In a fork, the connection to its launcher; here None, when the run has ended."""
    for name in PACKAGES:
        importlib.import_module(name)
    own = _own_modules()
    kernels: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [], 0 if own else PAUSE)
        _bury(kernels)
        if sys.stdin in ready:
            for pid in kernels:
                _kill_group(pid)
            return None
        if listener in ready:
            launcher = _fork(listener, kernels)
            if launcher:
                return launcher
        elif own:
            # While nobody waits. How many are done when a kernel is forked is a matter of time,
            # and changes nothing but time: importing them does no more than define names.
            with suppress(Exception):  # the notebook that needs it will hear of it
                importlib.import_module(own.pop())


def _own_modules() -> list[str]:
    """Modules of this package that notebooks use, the last to be imported first."""
    packages = [importlib.import_module(f"analysis.{name}") for name in reversed(OWN)]
    return [
        found.name
        for package in packages
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]


def _fork(listener: socket.socket, kernels: dict[int, socket.socket]) -> socket.socket | None:
    """In the fork, the connection to its launcher; here None, and one more of the kernels.

    Where the system has no room for another process or file, the launcher hears so.
    """
    with suppress(OSError), listener.accept()[0] as launcher:
        pid = os.fork()
        if pid == 0:
            for other in (listener, *kernels.values()):
                other.close()
            return launcher.dup()
        kernels[pid] = launcher.dup()
    return None


def _bury(kernels: dict[int, socket.socket]) -> None:
    """Tell the launchers of kernels that have ended with which status they did."""
    for pid in list(kernels):
        # The dead keep their numbers until somebody has waited for them.
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            _kill_group(pid)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            with suppress(OSError), kernels.pop(pid) as launcher:
                launcher.send(bytes([status if status >= 0 else 128 - status]))


def _kill_group(pid: int) -> None:
    """End a kernel and what its notebook has started."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _become_kernel(launcher: socket.socket) -> None:
    """Run a kernel in the launcher's place: its folder, its environment, its life."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    launcher.settimeout(PATIENCE)
    with launcher.makefile(encoding="utf-8") as lines:
        try:
            wanted = json.loads(lines.readline())
            connection, cwd, environment = (wanted[k] for k in ("connection", "cwd", "environment"))
        except (OSError, ValueError, LookupError, TypeError):
            sys.exit(1)  # whoever that was, it was no launcher
    launcher.settimeout(None)
    threading.Thread(target=_end_with, args=(launcher,), daemon=True).start()
    # A notebook that reads must not get at what tells the process behind us that the run ends.
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    plain = importlib.util.find_spec("ipykernel_launcher")
    sys.argv = [str(plain and plain.origin), "-f", connection]
    launcher.sendall(STARTED)
    IPKernelApp.launch_instance()


def _end_with(launcher: socket.socket) -> None:
    """End this process when its launcher does, as Jupyter ends a kernel by ending that."""
    with suppress(OSError):
        launcher.recv(1)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()

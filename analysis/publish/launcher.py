"""Stands in for a kernel that another process runs: asks for it, and lives as long as it does.

Run as a file of its own and without the project, so that it starts in a few milliseconds. Where
nobody answers it becomes a kernel itself, so that a warm start at its worst is a cold one.
"""

import json
import os
import select
import socket
import sys
import time

PATIENCE = 20.0  # seconds until a kernel must have started; Jupyter waits for 60
PAUSE = 0.5  # seconds between two looks at whether the parent is still there
STARTED = b"+"


def main() -> int:
    """Exit status of the kernel; 1 where it ended without one, or where the parent has ended.

    Arguments are the socket to ask, the kernel's connection file and the parent's number.
    """
    path, connection, parent = sys.argv[1], sys.argv[2], int(sys.argv[3])
    folder = os.getcwd()  # noqa: PTH109 (importing pathlib takes longer than all the rest)
    wanted = {"connection": connection, "cwd": folder, "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as kernels:
        kernels.settimeout(PATIENCE)
        try:
            kernels.connect(path)
            kernels.sendall(json.dumps(wanted).encode() + b"\n")
            started = _hear(kernels, parent, PATIENCE) == STARTED
        except OSError:
            started = False
        if started:
            status = _hear(kernels, parent, float("inf"))
            return status[0] if status else 1
    plain = [sys.executable, "-m", "ipykernel_launcher", "-f", connection]
    os.execv(plain[0], plain)


def _hear(kernels: socket.socket, parent: int, seconds: float) -> bytes:
    """One byte, or none where the other side has ended or the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.getppid() != parent:
            sys.exit(1)
        if select.select([kernels], [], [], PAUSE)[0]:
            return kernels.recv(1)
    return b""


if __name__ == "__main__":
    sys.exit(main())

"""Stands in for a kernel that another process runs: asks for it, and lives as long as it does.

Run as a file of its own and without the project, so that it starts in a few milliseconds.
"""

import json
import os
import socket
import sys
import time

PATIENCE = 60.0  # seconds until the process that forks kernels must listen


def main() -> None:
    """Ask the socket of the first argument for a kernel on the connection file of the second."""
    folder = os.getcwd()  # noqa: PTH109 (importing pathlib takes longer than all the rest)
    wanted = {"connection": sys.argv[2], "cwd": folder, "environment": dict(os.environ)}
    with _connected(sys.argv[1]) as kernels:
        kernels.sendall(json.dumps(wanted).encode() + b"\n")
        kernels.recv(1)


def _connected(path: str) -> socket.socket:
    until = time.monotonic() + PATIENCE
    while True:
        kernels = socket.socket(socket.AF_UNIX)
        try:
            kernels.connect(path)
            return kernels
        except OSError:
            kernels.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


if __name__ == "__main__":
    main()

"""One Redis server from the wheel, over a socket that only its owner can reach."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from brusoc.embedded import processes
from brusoc.embedded.errors import EmbeddedError
from brusoc.embedded.folders import log_file, make_home, make_private
from brusoc.embedded.places import Places, server_account
from brusoc.embedded.wheels import redis_program


class Redis:
    """A Redis that writes every command to its journal. `throwaway` keeps nothing on disk and leaves nothing."""

    name = "Redis"

    def __init__(self, places: Places, *, throwaway: bool = False) -> None:
        self.places = places
        self.throwaway = throwaway
        self.log = log_file(places.logs, "redis")
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, number: int = 0) -> str:
        """The REDIS_URL of one of the sixteen numbered databases of this server."""
        return f"unix://{self.places.redis_socket}?db={number}"

    def start(self) -> None:
        """Start the server and wait until it answers. Raises EmbeddedError."""
        make_home(self.places.home)
        self.places.redis_data.mkdir(mode=0o700, exist_ok=True)
        make_private(self.places.sockets, server_account())
        self._end_leftover()
        command = [str(redis_program()), "--port", "0", "--daemonize", "no"]
        command += ["--unixsocket", str(self.places.redis_socket), "--unixsocketperm", "700"]
        command += ["--dir", str(self.places.redis_data), "--pidfile", str(self._pid_file)]
        command += ["--maxmemory", "256mb", "--maxmemory-policy", "noeviction"]
        command += ["--save", ""] if self.throwaway else ["--appendonly", "yes", "--appendfsync", "everysec"]
        self.process = processes.start(command, log=self.log, cwd=self.places.redis_data)
        if not processes.wait_until(lambda: self._answers() or not self.running(), 60) or not self.running():
            self.stop()
            raise EmbeddedError(f"Redis did not start; {self.log} says: {processes.tail(self.log)}")

    def running(self) -> bool:
        """Whether the server that this object started is alive."""
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop the server; what it was told is on disk."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process = None
        if self.throwaway:
            shutil.rmtree(self.places.redis_data, ignore_errors=True)

    @property
    def _pid_file(self) -> Path:
        return self.places.redis_data / "redis.pid"

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(self.places.redis_socket))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        return False

    def _end_leftover(self) -> None:
        """End a server of ours that a killed run left behind, so that two never write one journal."""
        try:
            pid = int(self._pid_file.read_text())
        except (OSError, ValueError):
            return
        title = " ".join(processes.command_line(pid))
        if "redis-server" in title and str(self.places.redis_socket) in title:
            processes.end(pid, signal.SIGTERM, signal.SIGKILL)

"""A private PostgreSQL server that lives as long as one run of the tests."""

import atexit
import grp
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path
from typing import LiteralString, NoReturn

import psycopg
from psycopg import sql

from tests.support import find_tools
from tests.support.scratch import scratch_folder

_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "log_min_messages": "fatal",
}


class PrivateServer:
    """A server on a socket in a folder of its own; PostgreSQL refuses root, so root steps down first."""

    def __init__(self) -> None:
        programs = find_tools.postgresql()
        self._folder = scratch_folder()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: psycopg.Connection | None = None
        atexit.register(self.stop)
        if os.geteuid() == 0:
            shutil.chown(self._folder, _owner())
        data = self._folder / "data"
        self._log = self._folder / "log"
        with self._log.open("wb") as log:
            how = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
            initdb: list[str | Path] = [*_unprivileged(), programs / "initdb", *how, "-D", data]
            if subprocess.run(initdb, check=False, stdout=log, stderr=log, cwd=self._folder).returncode:
                self._give_up()
            options = [f"-c{name}={value}" for name, value in _OPTIONS.items()]
            self._process = subprocess.Popen(
                [*_unprivileged(), programs / "postgres", "-D", data, "-k", self._folder, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,  # Ctrl-C reaches pytest alone, which then stops the server
            )
        self._connection = self._connect()

    def url(self, name: str) -> str:
        """The address of a database of this server."""
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def create(self, name: str, template: str = "template0") -> None:
        """Create a database as a copy of another, to which nobody may be connected."""
        assert self._connection is not None
        if self._connection.info.server_version >= 150000:
            # By default these versions write the copy to their log, which takes twice as long.
            self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        else:
            self._run("CREATE DATABASE {} TEMPLATE {}", name, template)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def stop(self) -> None:
        """Stop the server; its folder goes with the run. Harmless when done twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.send_signal(2)  # SIGINT: end every connection, then stop
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _run(self, statement: LiteralString, *names: str) -> None:
        assert self._connection is not None
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _connect(self) -> psycopg.Connection:
        assert self._process is not None
        until = time.monotonic() + 30
        while time.monotonic() < until and self._process.poll() is None:
            try:
                return psycopg.connect(self.url("postgres"), autocommit=True)
            except psycopg.OperationalError:
                time.sleep(0.05)
        return self._give_up()

    def _give_up(self) -> NoReturn:
        words = self._log.read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"the private PostgreSQL did not start:\n{words}")


def _unprivileged() -> list[str]:
    """How to run a program that must not be root, and that ends when this process is killed."""
    is_root = os.geteuid() == 0
    if shutil.which("setpriv"):
        group = grp.getgrgid(pwd.getpwnam(_owner()).pw_gid).gr_name if is_root else ""
        step_down = [f"--reuid={_owner()}", f"--regid={group}", "--clear-groups"] if is_root else []
        return ["setpriv", "--pdeathsig=INT", *step_down]
    return ["runuser", "-u", _owner(), "--"] if is_root else []


def _owner() -> str:
    """The user as whom root runs the server: the one that comes with it, or else the least of all."""
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"

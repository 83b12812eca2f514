"""The command that shows a folder to those who write in an editor of their own."""

import secrets
import signal
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NoReturn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import click

from trainer import serving
from trainer.cli.media import keep_media
from trainer.cli.work import now, settings
from trainer.course_folder import FolderError, read_folder
from trainer.previewing.folder import MEDIA, Folder
from trainer.problem import Problem, is_blocking
from trainer.storage.blobs import InFolder
from trainer.storage.database import open_database
from trainer.web.folder_preview import create_preview_app

_HOST = "127.0.0.1"
_LOOKS_EVERY = 0.5  # seconds


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="The port.")
def preview(folder: Path, port: int) -> None:
    """Show a course as trainees would meet it, until Ctrl-C.

    It is served on http://127.0.0.1. FOLDER holds 'curriculum' and 'quizzes'; without it the current folder is shown.
    When you save a file, open pages come anew; errors stand above the last page without them. The folder is only read,
    nobody signs in, and no other machine gets an answer.
    """
    try:
        serving.require_free_port(_HOST, port)
    except serving.CannotListen as error:
        raise click.ClickException(str(error)) from error
    given = replace(settings(), secret_key=secrets.token_hex(32), base_url=f"http://{_HOST}:{port}")
    for number in (signal.SIGINT, signal.SIGTERM):  # whoever starts this in the background had SIGINT ignored
        signal.signal(number, _stop)
    with TemporaryDirectory(prefix="trainer-preview-", ignore_cleanup_errors=True) as scratch:
        looked_at = Folder(folder, Path(scratch), partial(_read, folder, Path(scratch) / MEDIA), partial(now, given))
        click.echo("Putting the course together ...", err=True)
        _look(looked_at)
        app = create_preview_app(given, open_database(f"sqlite:///{scratch}/empty"), lambda: looked_at.shown)
        with make_server(_HOST, port, app, _Server, _Quiet) as server:
            threading.Thread(target=_look_for_ever, args=(looked_at,), daemon=True).start()
            click.echo(f"The course is on http://{_HOST}:{port}  (Ctrl-C stops it)")
            server.serve_forever(poll_interval=0.1)


class _Server(ThreadingMixIn, WSGIServer):
    """Answers each request in a thread that ends with the program."""

    daemon_threads = True

    def server_bind(self) -> None:
        """Listen, without asking the network what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = _HOST, int(self.server_address[1])
        self.setup_environ()


class _Quiet(WSGIRequestHandler):
    """Writes no line for each request: the terminal is for problems."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        """Say nothing."""


def _read(folder: Path, media: Path) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    try:
        files, found = read_folder(folder)
        keep_media(InFolder(media), folder, files)
        return files, found
    except FolderError as error:
        return {}, (Problem(str(folder), 1, str(error)),)


def _look_for_ever(folder: Folder) -> None:
    while True:
        _look(folder)
        threading.Event().wait(_LOOKS_EVERY)


def _look(folder: Folder) -> None:
    """Tell what is wrong as soon as something was saved."""
    if folder.look():
        problems = folder.shown.problems
        for problem in problems:
            click.echo(str(problem))
        errors = sum(map(is_blocking, problems))
        click.echo(f"{errors} errors, {len(problems) - errors} warnings.")
        sys.stdout.flush()


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt

"""A bare Flask application: the limit of what any page or form on the same libraries can do on this machine."""

# `python -m tests.bench.bare DATABASE PORT` serves it as `trainer serve` serves the platform.

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, login_required, login_user
from granian import Granian
from granian.constants import Interfaces
from jinja2 import DictLoader, Template
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

_PATH: Final = "BARE_DATABASE"
_NAME: Final = "Mara Lindqvist"
_PAGE: Final = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ current_user.name }}</title></head>
<body>{% for row in rows %}<p>{{ row.body }}</p>{% endfor %}</body></html>
"""
_ROWS: Final = 3


class _Base(DeclarativeBase):
    pass


class _Person(UserMixin, _Base):  # type: ignore[misc]  # Flask-Login ships no types
    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class _Paragraph(_Base):
    __tablename__ = "paragraph"
    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(index=True)
    body: Mapped[str]


class Added(_Base):
    """What posting adds."""

    __tablename__ = "added"
    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]


def prepare(path: Path, sizes: Sequence[int]) -> None:
    """Make the database: for each size in bytes the three rows of a page, which is named by its size."""
    engine = create_engine(f"sqlite:///{path}")
    _Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(_Person(id=1, name=_NAME))
        for size in sizes:
            empty = Template(_PAGE).render(current_user={"name": _NAME}, rows=[{"body": ""}] * _ROWS)
            lengths = [(size - len(empty) + place) // _ROWS for place in range(_ROWS)]
            session.add_all(_Paragraph(page=str(size), body="word " * (n // 5) + "." * (n % 5)) for n in lengths)
        session.commit()
    engine.dispose()


def application() -> Flask:
    """The application of one worker process."""
    engine = create_engine(f"sqlite:///{os.environ[_PATH]}")

    @event.listens_for(engine, "connect")
    def keep_every_commit(connection, _record):  # type: ignore[no-untyped-def]  # the driver's and the pool's own types
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    app = Flask("bare")
    app.secret_key = "0123456789abcdef"
    app.jinja_loader = DictLoader({"page.html": _PAGE})
    manager = LoginManager(app)

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
    def load(person_id: str) -> _Person | None:
        with Session(engine) as session:
            return session.get(_Person, int(person_id))

    @app.get("/sign-in")
    def sign_in() -> ResponseReturnValue:
        with Session(engine) as session:
            login_user(session.get(_Person, 1))
        return "", 204

    @app.get("/pages/<page>")
    @login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
    def show(page: str) -> ResponseReturnValue:
        with Session(engine) as session:
            rows = session.scalars(select(_Paragraph).where(_Paragraph.page == page)).all()
            return render_template("page.html", rows=rows)

    @app.post("/rows")
    def add() -> ResponseReturnValue:
        with Session(engine) as session:
            session.add(Added(body=request.form["body"]))
            session.commit()
        return "", 204

    return app


def _serve(path: str, port: int) -> None:
    os.environ[_PATH] = path
    Granian(
        "tests.bench.bare:application",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=1,
        backlog=1024,
        log_access=False,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))

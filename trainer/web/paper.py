"""Tells every template which day it is, for what is printed."""

from datetime import date

from flask import Flask

from trainer.web.edge import now


def register(app: Flask) -> None:
    """Give every template `today`."""

    @app.context_processor
    def paper() -> dict[str, date]:
        return {"today": now().today}

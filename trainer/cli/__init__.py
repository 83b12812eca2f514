"""The command line."""

from trainer.cli.commands import main

__all__ = ["main"]

"""Lets `python -m trainer` do what `trainer` does."""

from trainer.cli import main

main()

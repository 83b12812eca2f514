"""Verbs: everything that writes, one transaction each."""

"""Branching cases: a situation that goes on according to what somebody chooses."""

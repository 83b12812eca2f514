"""Measures pages, answers, bytes and memory of the served platform, beside a bare Flask on the same machine."""

"""Fails what other runs of pytest leave out: tests that are skipped or expected to fail."""

from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that is skipped or expected to fail fails."""
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        vars(report).pop("wasxfail", None)
        report.outcome = "failed"
        report.longrepr = f"no test is skipped or expected to fail: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A file of tests that is skipped fails."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"no file of tests is skipped: {report.longrepr}"
    return report

"""Names a browser as people would, for the list of their own sessions."""

from flask import Request

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(request: Request) -> str:
    """For example 'Firefox on Windows'; nothing else of what the browser tells is kept."""
    told = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS if mark in told), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in told), "an unknown system")
    return f"{browser} on {system}"

"""Every component on one page, for those who write pages or content."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from trainer.access import Permission
from trainer.web.gates import needs

patterns = Blueprint("patterns", __name__)
patterns.before_request(needs(Permission.AUTHOR, Permission.SUPERVISE, Permission.ADMINISTER))


@patterns.get("/patterns")
def page() -> ResponseReturnValue:
    """Show them, to be looked at in both themes."""
    return render_template("patterns.html")

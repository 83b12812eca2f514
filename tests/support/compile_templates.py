"""Compiles every template as the application would, and names each that does not."""

import sys

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from trainer.settings import Settings
from trainer.storage.database import open_database
from trainer.web.app import create_app


def problems(environment: Environment) -> list[str]:
    """What is wrong with the templates that an environment can load, as 'file:line: message'."""
    found = []
    for name in environment.list_templates():
        try:
            environment.get_template(name)
        except TemplateSyntaxError as error:
            found.append(f"templates/{name}:{error.lineno}: {error.message}")
        except TemplateError as error:
            found.append(f"templates/{name}:1: {error}")
    return found


def main() -> int:
    """Print each problem; exit status 1 when there is one."""
    app = create_app(Settings(), open_database("sqlite://"))  # nothing connects to this database
    found = problems(app.jinja_env)
    print("\n".join(found) or f"{len(app.jinja_env.list_templates())} templates compile")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

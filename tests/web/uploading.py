"""What a browser sends when files are uploaded."""

from io import BytesIO

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tests.web.conftest import csrf_token

PAGE = "/author/care/media/"


def sent(
    client: FlaskClient, *files: tuple[str, bytes], to: str = PAGE, accept: str = "*/*", **fields: str
) -> TestResponse:
    """Send the form of figures and media with these files."""
    form: MultiDict[str, object] = MultiDict({"csrf_token": csrf_token(client), **fields})
    for name, data in files:
        form.add("file", FileStorage(BytesIO(data), filename=name))
    boundary, body = encode_multipart(form)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(to, data=body, content_type=kind, headers={"Accept": accept})

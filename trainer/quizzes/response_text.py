"""Writes a response as text and reads it back: keys and words apart, since words can be erased."""

import json

from trainer.quizzes.questions.question import Response


def chosen_to_json(response: Response) -> str:
    """The keys by slot; equal answers give equal text."""
    return _to_json(dict(response.chosen))


def written_to_json(response: Response) -> str:
    """The words by slot; "{}" where none were typed."""
    return _to_json(dict(response.written))


def response_from_json(chosen: str, written: str = "{}") -> Response:
    """The response of both parts; without the words where they were erased."""
    keys = {slot: tuple(values) for slot, values in json.loads(chosen).items()}
    words = json.loads(written)
    return Response(chosen=tuple(sorted(keys.items())), written=tuple(sorted(words.items())))


def _to_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))

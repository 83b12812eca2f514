"""An archive of files that is written as it goes, and ends with a manifest of their digests."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FORMAT: Final = "trainer-own-data"
VERSION: Final = 1
_OWNER_ONLY: Final = 0o600 << 16


class Archive:
    """A zip in the making, every file dated `at`. It holds one piece of one file in memory at a time."""

    def __init__(self, out: BinaryIO, at: datetime) -> None:
        """Begin an archive in a file that can be written."""
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self._at = at
        self._files: dict[str, dict[str, str | int]] = {}

    def add(self, path: str, pieces: Iterable[bytes]) -> None:
        """Add a file, piece by piece."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._entry(path), "w") as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
        self._files[path] = {"sha256": digest.hexdigest(), "bytes": size}

    def add_json(self, path: str, value: object) -> None:
        """Add a value as JSON that people can read too."""
        self.add(path, [(json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()])

    def finish(self) -> None:
        """Add the manifest, and end the archive."""
        made = self._at.isoformat(timespec="seconds").replace("+00:00", "Z")
        manifest = {"format": FORMAT, "version": VERSION, "made": made, "files": self._files}
        with self._zip.open(self._entry("manifest.json"), "w") as file:
            file.write((json.dumps(manifest, indent=2) + "\n").encode())
        self._zip.close()

    def _entry(self, path: str) -> ZipInfo:
        entry = ZipInfo(path, self._at.timetuple()[:6])
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, _OWNER_ONLY
        return entry

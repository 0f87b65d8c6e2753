"""Files that are replaced whole: nobody ever sees a part of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsledger.sinks.faults import destination_errors


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file to write to; when the block ends well it is on the disk and takes the place of ``path``.

    Raises:
        DestinationError: the file cannot be written; ``path`` is as it was.
    """
    # Readers of folders pass over names that begin with an underscore.
    fresh = path.with_name(f"_{path.name}.new")
    with destination_errors(path):
        try:
            with fresh.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise

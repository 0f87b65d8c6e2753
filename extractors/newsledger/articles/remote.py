"""Files elsewhere, by address: ``s3://``, ``gs://``, ``https://`` and all else that fsspec knows."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO, Any, cast

from newsledger.articles.streams import buffered
from newsledger.errors import InputError

Opened = tuple[str, Callable[[], io.BufferedReader]]
"""The address of a file, and what opens it."""


def is_remote(name: str) -> bool:
    """Whether a name is an address.

    >>> is_remote("s3://bucket/news/*.jsonl.gz"), is_remote("news/a.txt"), is_remote("C:/news")
    (True, False, False)
    """
    scheme, mark, _ = name.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme.replace("+", "").isalnum()


def remote_files(address: str) -> list[Opened]:
    """The files that an address names: one, those of a folder and all below it, or those that match a pattern.

    Raises:
        InputError: nothing is there, it cannot be reached, or a package is missing.
    """
    try:
        import fsspec
    except ImportError as error:
        raise InputError(f"{address}: run `pip install 'newsledger[remote]'`") from error
    try:
        files, path = fsspec.core.url_to_fs(address)
        if any(mark in path for mark in "*?["):
            found = sorted(files.glob(path))
        elif files.isdir(path):
            found = sorted(files.find(path))
        else:
            found = [path]
            files.info(path)
        found = [name for name in found if not name.rpartition("/")[2].startswith(".")]
        if not found:
            raise InputError(f"no file matches {address!r}")
        return [(str(files.unstrip_protocol(name)), _opener(files, name)) for name in found]
    except ImportError as error:
        raise InputError(f"{address}: {error}") from error
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(f"{address}: cannot be read ({reason})") from error


def _opener(files: Any, name: str) -> Callable[[], io.BufferedReader]:
    return lambda: buffered(cast(IO[bytes], files.open(name, "rb")))

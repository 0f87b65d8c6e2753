"""Where the data that travels with newsledger is, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``schemas``, ``corpus/sample`` or ``lexicons``.

    In a wheel the first two stand in the package's ``data`` folder; in a checkout, at its root.

    Raises:
        FileNotFoundError: the folder is in neither place, so the installation is damaged.
    """
    places = (_PACKAGE / name, _PACKAGE / "data" / name, _PACKAGE.parents[1] / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"newsledger's own folder {name!r} is missing: reinstall newsledger")

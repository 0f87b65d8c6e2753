"""Namesakes: entities of one article that turn out to be one company, once it is known who they are."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newsledger.companies.linking import Link
from newsledger.companies.names import key
from newsledger.companies.sites import Entity


class Named(msgspec.Struct, frozen=True):
    """An entity with the name that it goes by and its link."""

    name: str
    entity: Entity
    link: Link


def join_namesakes(named: Iterable[Named]) -> list[Named]:
    """Join the entities that are linked to the same company, or go by the same name: a record has each company once.

    "AMC" and "American Motors" are two names until the link says that both are American Motors. An unlinked name that
    is written like the name of a linked company of the same article is taken for it. The order is that of the first
    mentions.
    """
    joined: list[Named] = []
    by_entry: dict[int, int] = {}
    by_name: dict[str, int] = {}
    for one in named:
        name_key = key(one.name) or one.name
        place = by_entry.get(one.link.entry) if one.link.entry is not None else None
        place = by_name.get(name_key) if place is None else place
        if place is None:
            place = len(joined)
            joined.append(one)
        else:
            joined[place] = _join(joined[place], one)
        by_name.setdefault(name_key, place)
        entry = joined[place].link.entry
        if entry is not None:
            by_entry.setdefault(entry, place)
    return joined


def _join(first: Named, second: Named) -> Named:
    """Two entities as one: all mentions, the better link."""
    better = max(first, second, key=lambda one: (one.link.entry is not None, one.link.score))
    entity = Entity(
        better.entity.entries,
        list(dict.fromkeys((*first.entity.keys, *second.entity.keys))),
        sorted((*first.entity.sites, *second.entity.sites), key=lambda site: site.start),
        max(first.entity.believed, second.entity.believed),
    )
    return Named(better.name, entity, better.link)

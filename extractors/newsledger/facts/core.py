"""The core of a fact: who, what, how measured, which way. The other slots are filled around it."""

from __future__ import annotations

import msgspec

from newsledger.records import Direction, Measure, MetricBasis


class Core(msgspec.Struct, frozen=True):
    """The core of the fact of one figure; spans are article offsets.

    ``companies`` are indices into ``Identities.companies``. ``clause`` is the part of the sentence that speaks of the
    figure (from its subject to the end of its arguments), in which cues of status, period and attribution are sought
    first. ``group`` is the index of the first figure of those that share this one's metric statement: in "rose 5% to
    $10bn from $9.5bn" all three have the group of "5%". ``basis``, ``segment`` and ``geography`` are what the metric is
    limited to, ``contradicts`` the indices of the figures that cannot be right beside this one. ``filled`` maps
    slot name to the rules that agreed on its value, ``support`` to the support of that choice (0 to 1), ``runner_up``
    to the value that lost, as text.
    """

    companies: tuple[int, ...] = ()
    subject: tuple[int, int] | None = None
    metric: str | None = None
    metric_span: tuple[int, int] | None = None
    measure: Measure | None = None
    direction: Direction | None = None
    negative: bool = False
    clause: tuple[int, int] | None = None
    group: int = -1
    basis: MetricBasis | None = None
    segment: str | None = None
    geography: str | None = None
    contradicts: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()
    filled: dict[str, tuple[str, ...]] = {}
    support: dict[str, float] = {}
    runner_up: dict[str, str] = {}

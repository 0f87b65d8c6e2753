"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# Tests run side by side, so how long one example takes says nothing.
settings.register_profile("newsledger", deadline=None)
settings.load_profile("newsledger")

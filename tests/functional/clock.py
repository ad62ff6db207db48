"""The clocks by which a program lives, moved from outside while it runs (tests/support/shifted_clock.cpp)."""
import math
import os
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import programs
from programs import Failed

ATHENS = ZoneInfo("Europe/Athens")


class Clock:
    """The true time until it is set; or a world's own time, which begins at an instant of its own and passes as we say."""

    def __init__(self, folder, begins=None):
        self._file = Path(folder) / "clock-off"
        self._wall = self._passed = 0
        self.set_to(begins or datetime.now(timezone.utc))

    def environment(self):
        """What a program is started with to live by this clock."""
        library = os.environ.get("VOUCHER_SHIFTED_CLOCK", "")
        if not Path(library).is_file():
            raise Failed("VOUCHER_SHIFTED_CLOCK does not name the library that shifts a clock")
        return {"LD_PRELOAD": library, "VOUCHER_CLOCK_OFF": str(self._file),
                "ASAN_OPTIONS": programs.environment()["ASAN_OPTIONS"] + ":verify_asan_link_order=0"}

    def now(self):
        return datetime.fromtimestamp(time.time() + self._wall, timezone.utc)

    def set_to(self, instant):
        """A hand sets the wall clock; what has passed since the start of the machine stays what it is."""
        self._move(math.ceil((instant - self.now()).total_seconds()), 0)

    def put_right(self):
        self.set_to(datetime.now(timezone.utc))

    def pass_to(self, instant):
        """Time passes: no clock shows less than this any more, and none can tell that it was not waited for."""
        seconds = math.ceil((instant - self.now()).total_seconds())
        if seconds <= 0:
            raise Failed(f"{instant} is over: the story took too long")
        self._move(seconds, seconds)

    def pass_by(self, **span):
        self.pass_to(self.now() + timedelta(**span))

    def _move(self, wall, passed):
        self._wall += wall
        self._passed += passed
        written = self._file.with_suffix(".new")
        written.write_text(f"{self._wall} {self._passed}")
        written.replace(self._file)

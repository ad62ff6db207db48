"""faulty_way.py RUNS SEED [STATE]: tablets sync through a network full of faults with a server that keeps dying.

A tablet without a window (real ledger, courier, transport) records and takes back one visit again and again; every
connection to the real server has a fault, and the server dies between any two writes. Each run has at least twenty faults,
then the network is healed and everything must be there, byte for byte, once. Receipts are only for what is stored.
With a file for its state an interrupted run continues."""
import os
import random
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import programs
from captive_portal import foreign_identity
from checks import story
from fault_proxy import FaultProxy
from forge import base45
from municipality import Municipality
from plain_tablet import PlainTablet, rows
from programs import Program, until

FAULTS, TABLETS = 20, 4
#: So many runs of one municipality; its tablets then have some hundred entries each.
OF_ONE_TOWN = 100
#: A wait of five minutes takes a moment; nothing else is hurried.
HASTE = 500


class Keeper:
    """Starts the server again whenever it has died."""

    def __init__(self, town, chance):
        self.town, self.chance = town, chance
        self.deaths = 0
        self._mortal = True
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._start()
        self._thread.start()

    def _start(self):
        """A server that answers; it may die before it does."""
        while True:
            try:
                self.server = Program("voucher-server", "--folder", self.town.folder, "--port", self.town.port,
                                      log=self.town.log, extra=self._fate() if self._mortal else None)
                self.server.says("listening on https://")
                return
            except programs.Failed:
                if not self._mortal or self.server.running():
                    raise
                self.deaths += 1

    def _fate(self):
        return {"LD_PRELOAD": os.environ["VOUCHER_DIES_AT_WRITE"], "VOUCHER_DIES_AT": str(self.chance.randrange(1, 250)),
                "ASAN_OPTIONS": programs.environment()["ASAN_OPTIONS"] + ":verify_asan_link_order=0"}

    def _keep(self):
        while self._mortal:
            if not self.server.running():
                self.deaths += 1
                self._start()
            time.sleep(0.05)

    def rest(self):
        """No more deaths."""
        self._mortal = False
        self._thread.join()
        self.server.stop()
        self._start()

    def stop(self):
        self._mortal = False
        self._thread.join()
        self.server.stop()


class FaultyTablet(PlainTablet):
    """One whose way to the municipality has faults."""

    def __init__(self, number, folder, town, foreign):
        self.proxy = FaultProxy(town.port, foreign)
        self.voucher = None
        self.visits = 0
        self.early = []
        super().__init__(folder / f"tablet-{number}", town, self.proxy.port, HASTE)

    def hears(self, line):
        """A receipt is looked up in the register the moment it is known here."""
        if line.startswith("receipt "):
            up_to = int(line.split()[1])
            stored = rows(self.town.register, "SELECT COUNT(*) FROM entry WHERE terminal = ? AND seq <= ?", self.terminal, up_to)[0][0]
            if stored < up_to:
                self.early.append(f"{line}, {stored} stored")

    def record(self):
        """One more visit, or the last one taken back."""
        self.do("undo" if self.visits % 2 else "visit " + self.voucher)
        self.visits += 1

    def run(self, seed):
        """Twenty faults, and what came of them: the words of a broken promise, or nothing."""
        self.proxy.spoil(seed)
        chance = random.Random(seed)
        pause = 0
        while self.proxy.happened.total() < FAULTS:
            if time.monotonic() > pause and self.waiting() < 20:
                self.record()
                pause = time.monotonic() + chance.uniform(0, 0.3)
            elif chance.random() < 0.1:
                self.tell("try")
            time.sleep(0.02)
        self.happened = self.proxy.happened
        self.proxy.heal()
        self.tell("try")
        until("the outbox to drain", lambda: self.waiting() == 0)

    def differences(self):
        """What this tablet's ledger and the register do not agree on."""
        ours = rows(self.folder / "ledger", "SELECT seq, bytes FROM entry ORDER BY seq")
        theirs = rows(self.town.register, "SELECT seq, message FROM entry WHERE terminal = ? ORDER BY seq", self.terminal)
        used = rows(self.town.register, "SELECT COALESCE(SUM(amount), 0) FROM use WHERE terminal = ?", self.terminal)[0][0]
        found = []
        if ours != theirs:
            found.append(f"{len(ours)} entries here, {len(theirs)} there")
        if used != self.visits % 2:
            found.append(f"{used} visits are taken from the family, {self.visits % 2} took place")
        if rows(self.town.register, "SELECT 1 FROM fork WHERE terminal = ?", self.terminal):
            found.append("a fork")
        return found


def of_one_town(checks, folder, things, runs, seed, happened):
    town = Municipality(folder)
    foreign = foreign_identity(folder)
    town.issue("vouchers", *[f"Α-{number}" for number in range(TABLETS)])
    messages = [message for message, in rows(town.register, "SELECT message FROM voucher")]
    town.open()
    tablets = []
    for number in range(TABLETS):
        tablet = FaultyTablet(number, folder, town, foreign)
        things.append(tablet)
        tablets.append(tablet)
        tablet.voucher = "EPT1:" + base45(messages[number])
        tablet.enrol()
    town.close()
    keeper = Keeper(town, random.Random(seed))
    things.append(keeper)
    troubles = []

    def runs_of(number):
        try:
            for run in range(number, runs, TABLETS):
                tablets[number].run(seed + run)
                happened.update(tablets[number].happened)
        except programs.Failed as failure:
            troubles.append(f"tablet {number}: {failure}")

    threads = [threading.Thread(target=runs_of, args=(number,)) for number in range(TABLETS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keeper.rest()
    happened["the server died"] += keeper.deaths
    for tablet in tablets:
        tablet.tell("try")
    for tablet in tablets:
        until("the last entry to be sent", lambda: tablet.waiting() == 0)
        tablet.stop()
    checks.same(f"seed {seed}: every outbox drains", troubles, [])
    for number, tablet in enumerate(tablets):
        checks.same(f"seed {seed}: every entry of tablet {number} is in the register once, and nothing else", tablet.differences(), [])
    checks.same(f"seed {seed}: receipts are only for stored entries", [early for tablet in tablets for early in tablet.early], [])
    keeper.stop()


def body(checks, folder, things):
    runs, seed = int(sys.argv[1]), int(sys.argv[2])
    state = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    done = int(state.read_text()) if state and state.exists() else 0
    happened = Counter()
    while done < runs:
        count = min(OF_ONE_TOWN, runs - done)
        place = folder / str(done)
        place.mkdir()
        of_one_town(checks, place, things, count, seed + done, happened)
        if checks.status():
            return
        done += count
        if state:
            state.write_text(str(done))
    print(", ".join(f"{count} × {kind}" for kind, count in happened.most_common()))


# Whoever keeps its state means to go on for long.
story(body, of_many_hours=len(sys.argv) > 3)

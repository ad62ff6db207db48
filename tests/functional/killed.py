"""killed.py ROUNDS SEED [STATE]: terminal and server are killed at random instants; the witness is the screen.

What the screen has called recorded is there after the restart and in the register once; what it never showed may be
there, once. With a file for its state an interrupted run continues."""
import random
import sys
import time
from collections import Counter
from pathlib import Path

from checks import story
from stage import Stage

RECORDED = ["Recorded on this device", "Counted by the municipality"]
#: So many deaths of one tablet: its undo must stay young, and a month must not fill.
OF_ONE_TABLET = 25


class Killer:
    """One tablet, one voucher that is recorded and taken back again and again, and what the screen has shown."""

    def __init__(self, stage, chance):
        self.stage, self.chance = stage, chance
        self.lost = self.recorded = self.seen = 0

    def round(self):
        terminal, municipality = self.stage.terminal, self.stage.municipality
        window = terminal.window
        terminal.expect_offer("voucher")
        terminal.record()
        time.sleep(self.chance.uniform(0, 0.2))
        # Looking takes longer than recording: every second time nobody looks before the battery dies.
        seen = self.chance.random() < 0.5 and any(map(window.shows, RECORDED))
        terminal.die()
        if self.chance.random() < 0.5:
            municipality.server.kill()
            municipality.open()
        window = terminal.start()
        terminal.unlock()
        there = window.see_any(["Show the code", *RECORDED])[0] != "Show the code"
        self.seen += seen
        self.recorded += there
        self.lost += seen and not there
        if there:
            window.press("Undo · %1 left")
            window.see("Taken back")
            window.press("Next child")


def of_one_tablet(checks, folder, things, rounds, chance):
    stage = Stage(folder)
    things.append(stage)
    voucher, = stage.municipality.issue("voucher", "Α-17")
    stage.camera.film_voucher("voucher", voucher)
    stage.connected()
    killer = Killer(stage, chance)
    for _ in range(rounds):
        killer.round()
    window = stage.terminal.window
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    checks.that(f"{rounds} deaths: nothing that the screen called recorded is lost", killer.lost == 0, killer.lost)
    checks.that("the screen was seen to say so", killer.seen > 0)
    entries = stage.municipality.entries()
    kinds = Counter(entry["kind"] for entry in entries)
    checks.same("the register has every visit once", kinds["redemption"], killer.recorded)
    checks.same("and every one taken back", kinds["void"], killer.recorded)
    checks.same("without a gap", [entry["sequence"] for entry in entries], list(range(1, len(entries) + 1)))
    stage.terminal.stop()
    checks.same("the ledger is whole", stage.terminal.inspect()[0], 0)
    stage.stop()


def body(checks, folder, things):
    rounds, seed = int(sys.argv[1]), int(sys.argv[2])
    state = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    done = int(state.read_text()) if state and state.exists() else 0
    while done < rounds:
        count = min(OF_ONE_TABLET, rounds - done)
        place = folder / str(done)
        place.mkdir()
        of_one_tablet(checks, place, things, count, random.Random(seed + done))
        if checks.status():
            return
        done += count
        if state:
            state.write_text(f"{done}\n")


# Whoever keeps its state means to go on for long.
story(body, of_many_hours=len(sys.argv) > 3)

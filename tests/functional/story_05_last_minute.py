"""The last valid minute and the first invalid one, in the night when the clocks change: days are Athens' days, also the one of
25 hours, and an hour that comes twice is two hours. All of it is decided without a network."""
from datetime import datetime, timezone

from checks import story
from clock import ATHENS, Clock
from programs import until
from stage import Stage

#: Clocks go back on this Sunday of October, from four to three in the morning.
SATURDAY, SUNDAY, MONDAY = 24, 25, 26
ENDED = "The voucher was valid until {date}."


def at(day, hour, minute, again=False):
    """An instant as Athens reads it; `again` for the second time that this hour comes."""
    return datetime(2026, 10, day, hour, minute, fold=int(again), tzinfo=ATHENS).astimezone(timezone.utc)


def record(terminal, paper):
    terminal.expect_offer(paper)
    terminal.record()
    terminal.window.see("Recorded on this device")


def saturday(checks, terminal, clock):
    """The offer of the last minute is not taken in the next one."""
    window = terminal.window
    clock.pass_to(at(SATURDAY, 23, 59))
    terminal.expect_offer("saturday")
    clock.pass_to(at(SUNDAY, 0, 0))
    terminal.record()
    said = window.see(ENDED)
    checks.that("offered in its last minute, a voucher is not recorded in the next", "24/10/2026" in said, said)
    window.press("OK")


def hour_that_comes_twice(checks, terminal, clock):
    window = terminal.window
    clock.pass_to(at(SUNDAY, 3, 30))
    record(terminal, "first")
    window.press("Next child")
    clock.pass_to(at(SUNDAY, 3, 55))
    record(terminal, "second")
    clock.pass_to(at(SUNDAY, 3, 5, again=True))
    window.press("Undo · %1 left")
    window.see("Taken back")
    checks.that("ten minutes after 03:55 it is 03:05, and a visit can still be taken back", True)
    window.press("Next child")
    record(terminal, "second")
    clock.pass_to(at(SUNDAY, 3, 30, again=True))
    until("the quarter of an hour to be over", lambda: not window.shows("Undo · %1 left"))
    checks.that("25 minutes later it cannot", True)
    window.press("Next child")


def sunday(checks, terminal, clock):
    """24 hours after its beginning this day has another hour."""
    window = terminal.window
    clock.pass_to(at(SUNDAY, 23, 50))
    said = terminal.expect_refusal("first", "Already recorded today at {time}.")
    checks.that("at 23:50 it is still the day of the visit at 03:30", "03:30" in said, said)
    window.press("OK")
    clock.pass_to(at(SUNDAY, 23, 59))
    record(terminal, "sunday")
    checks.that("in its last minute a voucher is recorded", True)
    window.press("Next child")
    clock.pass_to(at(MONDAY, 0, 0))
    said = terminal.expect_refusal("sunday", ENDED)
    checks.that("in the next it is refused, with its last day", "25/10/2026" in said, said)
    window.press("OK")
    record(terminal, "first")
    checks.that("and a new day has begun for the others", True)
    window.press("Next child")


def body(checks, folder, things):
    clock = Clock(folder, at(SATURDAY, 22, 0))
    stage = Stage(folder, clock=clock)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    names = dict(saturday="2026-10-24", sunday="2026-10-25", first=None, second=None)
    papers = {name: municipality.issue(name, f"Α-{name}", until=last)[0] for name, last in names.items()}
    for name, voucher in papers.items():
        camera.film_voucher(name, voucher)
    window = stage.connected()
    municipality.close()
    saturday(checks, terminal, clock)
    hour_that_comes_twice(checks, terminal, clock)
    sunday(checks, terminal, clock)

    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    owners = {voucher["number"]: name for name, voucher in papers.items()}
    found = [(owners[entry["voucher"]], entry["verdict"]) for entry in municipality.entries() if entry["kind"] == "redemption"]
    checks.same("the register counts every visit of these days", found, [
        ("first", "counted"), ("second", "voided"), ("second", "counted"), ("sunday", "counted"), ("first", "counted")])
    terminal.stop()
    code, lines = terminal.inspect()
    checks.that("the ledger is whole, and that night made no clock doubtful",
                code == 0 and not any("clockDoubtful" in line for line in lines), lines)


story(body)

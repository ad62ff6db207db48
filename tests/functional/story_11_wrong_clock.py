"""A tablet's clock is in 2020 after its battery was empty; then three days ahead; then moved back on purpose. The tablet asks,
flags what is recorded meanwhile, and never takes for valid what the municipality's own time has outlived."""
from datetime import datetime, timedelta, timezone

from checks import story
from clock import ATHENS, Clock
from municipality import soon
from programs import until
from stage import Stage

DAY = 86400
ASKS = "The date of this device seems wrong. It shows %1."
ENDED = "The voucher was valid until {date}."
#: How long the voucher is good that ends before the tablet's next word with the municipality.
GOOD_FOR = 15


def true_time():
    return datetime.now(timezone.utc)


def in_athens(instant):
    return instant.astimezone(ATHENS).strftime("%d/%m/%Y")


def offered_without_a_question(checks, terminal, paper, when):
    terminal.expect_offer(paper)
    checks.that(f"{when} nobody is asked about the date", not terminal.window.shows(ASKS))


def record_doubted(checks, terminal, paper, when, shown):
    """The offer asks for the date, and records only after the answer."""
    window = terminal.window
    terminal.expect_offer(paper)
    asked = window.see(ASKS)
    checks.that(f"{when} the tablet asks, and shows {shown}", shown in asked, asked)
    window.press("The day and time are right")
    terminal.record()
    window.see("Recorded on this device")
    window.press("Next child")


def arrived(stage, voucher):
    """What the register has of this voucher's visit, once everything was sent."""
    window = stage.terminal.window
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    window.press("Back")
    entry, = [entry for entry in stage.municipality.entries()
              if entry["kind"] == "redemption" and entry["voucher"] == voucher["number"]]
    return entry


def flagged(lines):
    """Whether each of these entries says that its clock was doubtful."""
    return [(line["kind"], line.get("clockDoubtful", False)) for line in lines if line.get("kind") in ("redemption", "refusal")]


def verdicts(municipality):
    return [entry["verdict"] for entry in municipality.entries() if entry["kind"] == "redemption"]


def after_an_empty_battery(checks, stage, clock, papers):
    municipality, terminal = stage.municipality, stage.terminal
    municipality.close()
    terminal.stop()
    clock.set_to(datetime(2020, 1, 1, tzinfo=timezone.utc))
    window = terminal.start()
    terminal.unlock()
    window.see("Counted by the municipality")
    window.press("Next child")
    record_doubted(checks, terminal, "empty", "in 2020", in_athens(true_time()))
    terminal.expect_refusal("ended", ENDED)
    checks.that("in 2020 a voucher has ended all the same", True)
    window.press("OK")
    # The server's certificate begins later than 2020: it is judged by what the municipality has signed.
    municipality.open()
    entry = arrived(stage, papers["empty"])
    checks.same("the visit arrives, with a remark", entry["verdict"], "remarked")
    clock.put_right()
    offered_without_a_question(checks, terminal, "ahead", "once the clock is right")
    window.press("Not now")


def three_days_ahead(checks, stage, clock, papers):
    municipality, terminal = stage.municipality, stage.terminal
    municipality.close()
    clock.set_to(true_time() + timedelta(days=3))
    record_doubted(checks, terminal, "ahead", "three days ahead", in_athens(clock.now()))
    terminal.expect_refusal("tomorrow", ENDED)
    checks.that("three days ahead a voucher that ends tomorrow is refused", True)
    terminal.window.press("OK")
    municipality.open()
    entry = arrived(stage, papers["ahead"])
    checks.same("the municipality reviews a visit of the day after tomorrow", entry["verdict"], "review")
    municipality.close()
    record_doubted(checks, terminal, "answered", "still ahead of the receipt", in_athens(clock.now()))
    municipality.open()
    clock.put_right()
    stage.sync_page()
    stage.try_now()
    terminal.window.see("Everything has been sent.", part=True)
    terminal.window.press("Back")


def moved_back(checks, stage, clock, ends):
    municipality, terminal = stage.municipality, stage.terminal
    window = terminal.window
    municipality.close()
    for when, instant in (("to its last second", ends - timedelta(seconds=1)), ("by a day", ends - timedelta(days=1))):
        clock.set_to(instant)
        terminal.expect_refusal("ended", ENDED)
        checks.that(f"moved back {when} the clock brings no voucher back", True)
        window.press("OK")
    terminal.expect_offer("tomorrow")
    asked = window.see(ASKS)
    checks.that("moved back by a day the tablet asks, and shows the true day", in_athens(true_time()) in asked, asked)
    window.press("Not now")


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    clock = Clock(folder)
    terminal.extra = clock.environment()
    names = ("good", "empty", "ahead", "answered")
    papers = dict(zip(names, municipality.issue("vouchers", *[f"Α-{number}" for number in range(len(names))])))
    papers["tomorrow"], = municipality.issue("tomorrow", "Β-03", until=soon(DAY))
    papers["ended"], = municipality.issue("ended", "Γ-21", until=soon(GOOD_FOR))
    ends = true_time() + timedelta(seconds=GOOD_FOR)
    for name, voucher in papers.items():
        camera.film_voucher(name, voucher)
    window = stage.connected()
    until("the end of a voucher", lambda: true_time() > ends)
    offered_without_a_question(checks, terminal, "good", "by a clock that is right")
    # Its receipt is what the tablet knows of the time from here on.
    terminal.record()
    window.see("Counted by the municipality")
    window.press("Next child")

    after_an_empty_battery(checks, stage, clock, papers)
    three_days_ahead(checks, stage, clock, papers)
    moved_back(checks, stage, clock, ends)
    clock.put_right()
    municipality.open()
    offered_without_a_question(checks, terminal, "tomorrow", "at last")
    terminal.record()
    terminal.window.see("Counted by the municipality")
    terminal.stop()
    code, lines = terminal.inspect()
    checks.same("the ledger is whole", code, 0)
    checks.same("in the ledger each entry of a doubtful clock is flagged, and no other", flagged(lines), [
        ("redemption", False), ("redemption", True), ("refusal", True), ("redemption", True), ("refusal", True),
        ("redemption", True), ("redemption", False)])
    checks.same("before the first of them it says once that the clock was set",
                [line["notice"] for line in lines if "wall" in line and line["wall"].startswith("2020-01-01")], ["clock set"])
    checks.same("the register counts what a right clock recorded", verdicts(municipality), [
        terminal.counted, "remarked", "review", "review", terminal.counted])


story(body)

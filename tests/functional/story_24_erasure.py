"""A family asks for erasure: what the tablet keeps of its visits beyond random numbers goes by itself, once the municipality has
it and the bulletin's days are over; nothing of it is left in the file, and the chain verifies as before."""
import sqlite3
from datetime import datetime, timezone

from checks import story
from clock import Clock
from programs import until
from stage import Stage

#: The bulletin keeps for thirty days what a receipt covers.
LONGER = 31


def attachments(terminal):
    """The sealed bytes that the closed tablet holds, each by the number of its entry: as many as surely lie in one page."""
    with sqlite3.connect(f"file:{terminal.ledger()}?immutable=1", uri=True) as ledger:
        return [(sequence, sealed[:64]) for sequence, sealed in ledger.execute("SELECT seq, sealed FROM attachment ORDER BY seq")]


def found(terminal, kept):
    """Those of them that are still anywhere in the tablet's files, deleted or not."""
    files = [file.read_bytes() for file in terminal.data.rglob("*") if file.is_file()]
    return [one for one in kept if any(one[1] in file for file in files)]


def open_and_close(terminal):
    terminal.start(with_camera=False)
    terminal.window.see("Hello. Your PIN?")
    terminal.stop()


def body(checks, folder, things):
    clock = Clock(folder, datetime(2026, 11, 3, 10, 0, tzinfo=timezone.utc))
    stage = Stage(folder, clock=clock)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    for name, voucher in zip(("sent", "unsent"), municipality.issue("vouchers", "Α-17", "Β-03")):
        camera.film_voucher(name, voucher)
    window = stage.connected()
    terminal.expect_offer("sent")
    terminal.record()
    window.see("Counted by the municipality")
    window.press("Next child")
    municipality.close()
    terminal.expect_offer("unsent")
    terminal.record()
    window.see("Recorded on this device")
    terminal.stop()
    chain = terminal.inspect()
    kept = attachments(terminal)
    last = [one for one in kept if one[0] == 3]
    checks.that("the tablet keeps, sealed, what belongs to both visits", {2, 3} <= {number for number, _ in kept} and
                found(terminal, kept) == kept, kept)

    clock.pass_by(days=LONGER)
    open_and_close(terminal)
    checks.same("a month later the copy of what the municipality has is gone, and nothing else is", attachments(terminal), last)
    checks.same("no byte of it is left in the tablet's files", found(terminal, kept), last)
    checks.same("the chain verifies without it, entry by entry as before", (terminal.inspect(), chain[0]), (chain, 0))

    municipality.publish()
    municipality.open()
    terminal.start(with_camera=False)
    until("the last visit in the register", lambda: any(entry["sequence"] == 3 for entry in municipality.entries()))
    terminal.stop()
    clock.pass_by(days=1)
    open_and_close(terminal)
    checks.same("what arrived late goes as soon as the municipality has it", found(terminal, kept), [])
    checks.same("and the chain verifies as before", terminal.inspect(), chain)


story(body)

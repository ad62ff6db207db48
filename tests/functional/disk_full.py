"""The tablet has no room left: the screen says so, nothing is called recorded, and with room again the visit counts once."""
import resource

from checks import story
from stage import Stage

FULL = "The device is full. What was recorded is safe."
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


def room(terminal, limit):
    """How long any file of the tablet may become: 1 byte is no room at all."""
    resource.prlimit(terminal.program.pid, resource.RLIMIT_FSIZE, limit)


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    voucher, = municipality.issue("voucher", "Α-17")
    camera.film_voucher("voucher", voucher)
    window = stage.connected()
    municipality.close()
    terminal.expect_offer("voucher")
    room(terminal, (1, resource.RLIM_INFINITY))
    terminal.record()
    window.see(FULL)
    checks.that("a full tablet says so", not window.shows("Recorded on this device"), window.read())
    room(terminal, UNLIMITED)
    window.press("OK")
    terminal.expect_offer("voucher")
    terminal.record()
    window.see("Recorded on this device")
    checks.that("with room again the same visit is recorded", True)
    window.press("Next child")
    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    redemptions = [entry for entry in municipality.entries() if entry["kind"] == "redemption"]
    checks.same("the register counts it once", len(redemptions), 1)
    checks.same("the terminal closes when the system asks it to", terminal.program.stop(), 0)
    checks.that("and leaves no log behind that another start must replay",
                not terminal.ledger().with_name(terminal.ledger().name + "-wal").exists())
    checks.same("the ledger is whole", terminal.inspect()[0], 0)


story(body)

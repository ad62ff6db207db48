"""The battery dies in the middle of a group: every child scanned so far is recorded, and the group goes on afterwards."""
from checks import story
from stage import Stage

CHILDREN = 6


def redemptions(terminal):
    return [line for line in terminal.inspect()[1] if line.get("kind") == "redemption"]


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    vouchers = municipality.issue("team", *[f"Α-{number:02}" for number in range(1, CHILDREN + 1)])
    camera.film_row("team", vouchers)
    window = stage.connected()
    municipality.close()
    window.press("Group")
    window.see("Close group")
    camera.hold("team")
    if terminal.holiday_asks():
        checks.same("on a holiday the group records nobody without an answer", terminal.children(), 0)
        return
    seen = terminal.see_children(2)
    terminal.die()
    camera.put_away()
    kept = len(redemptions(terminal))
    checks.that("every child that the screen counted is in the ledger", kept >= seen, f"{kept} of {seen}")
    checks.same("the ledger is whole", terminal.inspect()[0], 0)

    window = terminal.start()
    terminal.unlock()
    if window.see_any(["Show the code", "Recorded on this device"])[0] == "Recorded on this device":
        window.press("Next child")
    window.press("My month")
    window.see("%n waiting", kept)
    checks.that("the month shows them all", True)
    window.press("Back")

    window.press("Group")
    window.see("Close group")
    camera.hold("team")
    if kept < CHILDREN:
        rest = CHILDREN - kept
        rest > 1 and terminal.see_children(rest) or window.see("Group · %n child(ren)", 1)
    window.see("Already recorded today at {time}.")
    checks.that("who was recorded before is told so, calmly", True)
    camera.put_away()
    window.press("Close group")
    # The last child's paper may still be before the camera when the group has gone; then this page says so.
    window.see_any(["Show the code", "Not recorded"])
    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    arrived = [entry["voucher"] for entry in municipality.entries() if entry["kind"] == "redemption"]
    checks.same("each child once", (len(arrived), len(set(arrived))), (CHILDREN, CHILDREN))


story(body)

"""A coach at a ground, the lists four days old: fifteen children in a row before the camera, no network; all arrive in order."""
import time

from checks import story
from stage import Stage

CHILDREN = 15
AGEING = "This device was last updated on {date}."


def body(checks, folder, things):
    stage = Stage(folder, days_ago=4)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    vouchers = municipality.issue("team", *[f"Α-{number:02}" for number in range(1, CHILDREN + 1)])
    municipality.publish()
    camera.film_row("team", vouchers)
    camera.film_text("menu", "https://taverna.example/menu?table=7")
    municipality.days_ago = 0
    window = stage.connected()
    municipality.close()

    window.press("Group")
    window.see("Close group")
    checks.that("the group says first what opening it means",
                window.shows("Show one code after the other. Each voucher is recorded at once; you can take it off again."))
    began = time.monotonic()
    camera.hold("team")
    if terminal.holiday_asks():
        checks.same("on a holiday the group records nobody without an answer", terminal.children(), 0)
        return
    terminal.see_children(CHILDREN, within=180)
    took = time.monotonic() - began
    checks.that("fifteen children in less than three minutes", took < 180, f"{took:.0f} s")
    print(f"      {CHILDREN} children in {took:.1f} s")
    window.see(AGEING, part=True)
    checks.that("the age of the lists is said, and nobody was asked anything", not window.shows("Ready to record"))
    camera.hold("menu")
    window.see("This code is not a voucher of the municipality.")
    checks.that("a foreign code stays a quiet line of the list", window.shows("Close group"), window.read())
    camera.put_away()

    window.press("Take off")
    window.see("Taken off")
    checks.same("one child is taken off again", terminal.children(), CHILDREN - 1)
    window.press("Close group")
    window.see("Show the code")

    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    entries = municipality.entries()
    redeemed = [entry for entry in entries if entry["kind"] == "redemption"]
    checks.same("every child is one entry of its own", len({entry["voucher"] for entry in redeemed}), CHILDREN)
    checks.same("no child is there twice", len(redeemed), CHILDREN)
    checks.same("the one taken off is voided, the others are counted",
                sorted(entry["verdict"] for entry in redeemed), sorted(["voided"] + (CHILDREN - 1) * ["counted"]))
    sequences = [entry["sequence"] for entry in entries]
    checks.same("the entries arrived in order and without a gap", sequences,
                list(range(sequences[0], sequences[0] + len(sequences))))
    terminal.stop()
    checks.same("the ledger is whole", terminal.inspect()[0], 0)


story(body)

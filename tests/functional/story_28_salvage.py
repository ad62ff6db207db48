"""The tablet's file is damaged: what can be read of it reaches the municipality all the same, under the terminal it was, and
the tablet goes on as another one."""
from checks import story
from programs import until
from stage import Stage

PAGE = 4096


def damage(file):
    """Spoils the first page, as a worn-out memory chip does: SQLite makes nothing of the rest."""
    with file.open("r+b") as spoilt:
        spoilt.write(b"\xff" * PAGE)


def redemptions(municipality):
    return [entry for entry in municipality.entries() if entry["kind"] == "redemption"]


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    sent, first, second, after = municipality.issue("vouchers", "Α-17", "Β-03", "Γ-21", "Δ-40")
    papers = {"sent": sent, "first": first, "second": second, "after": after}
    for name, voucher in papers.items():
        camera.film_voucher(name, voucher)
    window = stage.connected()
    terminal.expect_offer("sent")
    terminal.record()
    until("the first visit at the municipality", lambda: redemptions(municipality))
    window.press("Next child")
    municipality.close()
    for name in ("first", "second"):
        terminal.expect_offer(name)
        terminal.record()
        window.see("Recorded on this device")
        window.press("Next child")
    terminal.stop()
    old = terminal.inspect()[1][-1]["terminal"]
    damage(terminal.ledger())

    window = terminal.start()
    window.see("The file with the records is damaged.")
    window.press("Bring over what can be read")
    window.see("Connect to the municipality")
    window.see("%n records were brought over. They are sent once the device is connected.", 4)
    checks.that("the screen says how many records were brought over", True)
    terminal.die()
    window = terminal.start()
    window.see("%n records were brought over. They are sent once the device is connected.", 4)
    checks.that("a battery that dies meanwhile takes none of them", True)

    camera.film_invitation(municipality.invite("another"), "another")
    municipality.open()
    terminal.enrol(municipality, "another")
    stage.sync_page()
    window.see("No records waiting")
    arrived = redemptions(municipality)
    checks.same("every visit is in the register once", sorted(entry["voucher"] for entry in arrived),
                sorted(voucher["number"] for voucher in (sent, first, second)))
    checks.same("each under the terminal that recorded it", {entry["terminal"][:4] for entry in arrived}, {old})
    checks.same("each is counted", {entry["verdict"] for entry in arrived}, {terminal.counted})

    window.press("Back")
    terminal.expect_offer("after")
    terminal.record()
    until("the new terminal's visit at the municipality", lambda: len(redemptions(municipality)) == 4)
    terminal.stop()
    code, lines = terminal.inspect()
    new = lines[-1]["terminal"]
    checks.that("the tablet is another terminal now", new != old)
    checks.same("whose first entry names the one before and how far it came",
                (lines[0].get("notice"), lines[0].get("before")), ("salvaged", [{"terminal": old, "upTo": 4}]))
    checks.same("its ledger is whole", code, 0)
    terminals = {line["terminal"][:4]: line for line in municipality.office("show", "terminals")}
    checks.same("the office sees which one took whose place",
                [place[:4] for place in terminals[new]["tookPlaceOf"]], [old])


story(body)

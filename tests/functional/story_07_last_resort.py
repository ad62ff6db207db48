"""A cracked telephone, a folded sheet, a screenshot that was sent, a dark room; and when nothing helps, the number under the
code: a note."""
from checks import story
from damage import cracked, folded, torn
from paper import voucher_picture
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    telephone, sheet, rest = municipality.issue("vouchers", "Α-17", "Β-03", "Γ-21")
    camera.film_picture("cracked", cracked(voucher_picture(telephone, folder)), trouble=0.6)
    camera.film_picture("folded", folded(voucher_picture(sheet, folder)), trouble=0.6)
    camera.film_picture("torn", torn(voucher_picture(rest, folder)), trouble=0.3)
    camera.film_dark("dark", "torn")
    window = stage.connected()
    municipality.close()

    for paper in ("cracked", "folded"):
        terminal.expect_offer(paper)
        checks.that(f"{paper}: read all the same", True)
        terminal.record()
        window.see("Recorded on this device")
        window.press("Next child")

    stick = terminal.sticks / "STICK"
    stick.mkdir(parents=True)
    voucher_picture(rest, folder).save(stick / "sent.png")
    window.press("A picture the family sent")
    window.see("Which picture?")
    window.press("Today", part=True)
    window.see("Ready to record")
    checks.that("a picture that the family sent is read by three taps", True)
    window.press("Not now")

    window.see("Show the code")
    camera.hold("dark")
    window.see("A little more light")
    checks.that("a dark room is said, and nothing else happens", window.shows("Show the code"))
    camera.hold("torn")
    terminal.type_number(rest["number"][:-1] + ("0" if rest["number"][-1] != "0" else "1"))
    window.see("One character does not fit. Please check the number.")
    checks.that("a slip of the finger is found before anything is recorded", not window.shows("Recorded for review"))
    window.press("Back")
    window.press("Back")
    terminal.type_number(rest["number"])
    window.see("Recorded for review")
    checks.that("the typed number is never an offer", not window.shows("Ready to record"))
    window.press("Next child")

    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    entries = municipality.entries()
    notes = [(entry["voucher"], entry["verdict"]) for entry in entries if entry["kind"] == "note"]
    checks.same("the note names the voucher and is in review", notes, [(rest["number"], "review")])
    checks.same("the two that were read are redemptions", sum(entry["kind"] == "redemption" for entry in entries), 2)


story(body)

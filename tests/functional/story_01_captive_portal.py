"""A portal answers the upload with 200 and HTML: recorded at once, never "sent"; later exactly one counted entry."""
from captive_portal import CaptivePortal, foreign_identity
from checks import story
from programs import until
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    voucher, = municipality.issue("voucher", "Α-17")
    camera.film_voucher("voucher", voucher)
    window = stage.connected()
    municipality.close()

    portal = CaptivePortal(municipality.port, *foreign_identity(folder))
    things.append(portal)
    terminal.expect_offer("voucher")
    terminal.record()
    window.see("Recorded on this device")
    window.press("Next child")
    stage.sync_page()
    stage.try_now()
    window.see("This network does not lead safely to the municipality.", part=True)
    checks.that("a foreign certificate is told nothing", portal.asked == [], portal.asked)
    checks.that("the entry still waits", window.shows("%n record(s) waiting", 1))
    portal.close()

    tls = municipality.folder / "tls"
    portal = CaptivePortal(municipality.port, tls / "server-chain.pem", tls / "server-key.pem")
    things.append(portal)
    for tries in (1, 2, 3):
        if portal.uploads() < tries:
            stage.try_now()
        until(f"upload number {tries}", lambda least=tries: portal.uploads() >= least)
    window.see("This network asks for a sign-in first.", part=True)
    checks.that("after three answers of 200 the entry still waits", window.shows("%n record(s) waiting", 1),
                window.read())
    checks.same("nothing is in the register yet", [e for e in municipality.entries() if e["kind"] == "redemption"], [])
    portal.close()

    municipality.open()
    stage.try_now()
    window.see("No records waiting")
    redemptions = [entry for entry in municipality.entries() if entry["kind"] == "redemption"]
    checks.same("exactly one counted entry", [entry["verdict"] for entry in redemptions], [terminal.counted])
    checks.same("the voucher's account has one visit", municipality.used(voucher), 1)


story(body)

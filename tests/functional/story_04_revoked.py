"""A revoked voucher: refused when the list is fresh; revoked after the last download: recorded, later in review; refused
without a network once a poster has told it."""
import shutil

from checks import story
from programs import until
from stage import Stage


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    known, unknown = municipality.issue("vouchers", "Α-17", "Β-03")
    camera.film_voucher("known", known)
    camera.film_voucher("unknown", unknown)
    window = stage.connected()

    municipality.revoke(known)
    municipality.publish()
    before = municipality.downloads()
    stage.sync_page()
    stage.try_now()
    until("the new list to be downloaded", lambda: municipality.downloads() > before)
    window.press("Back")
    terminal.expect_refusal("known", "The voucher is no longer active.")
    checks.that("what the list knows is refused", True)
    checks.that("a revoked voucher cannot become a note here", not window.shows("It took place – for review"))
    window.press("OK")

    municipality.close()
    municipality.revoke(unknown)
    municipality.publish()
    terminal.expect_offer("unknown")
    terminal.record()
    window.see("Recorded on this device")
    checks.that("what the list cannot know yet is recorded", True)
    window.press("Next child")

    # The same bulletin on a poster, still without a network.
    published, = municipality.office("publish", "--poster", municipality.papers / "poster.pdf",
                                     "--file", municipality.papers / "update.epitagi")
    terminal.scan_poster(camera.film_poster("poster", municipality.papers / "poster.pdf", published["codes"]))
    terminal.expect_refusal("unknown", "The voucher is no longer active.")
    checks.that("what the poster knows is refused without a network", True)
    window.press("OK")
    stick = terminal.sticks / "STICK"
    stick.mkdir(parents=True)
    stage.sync_page()
    window.press("Update from a USB stick")
    window.see("No update was found. Put in the USB stick and try again.")
    shutil.copy(municipality.papers / "update.epitagi", stick)
    window.press("Update from a USB stick")
    window.see("This device already has this update of the municipality, or a newer one.")
    checks.that("a stick carries the same update", True)
    window.press("Back")

    municipality.open()
    stage.sync_page()
    stage.try_now()
    window.see("No records waiting")
    window.press("Back")
    window.press("My month")
    window.see("in review")
    verdicts = [(entry["kind"], entry.get("verdict")) for entry in municipality.entries() if entry["kind"] == "redemption"]
    checks.same("the municipality reviews it", verdicts, [("redemption", "review")])


story(body)

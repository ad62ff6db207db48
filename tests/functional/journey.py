"""The main job, end to end, on real input: a printed voucher before a camera becomes a counted redemption.

    journey.py FOLDER [--headless]

Headless, the window is driven by its accessible names and a picture of every page is saved in FOLDER. With a display and
a person it says what to tap and leaves everything open (see guided.py)."""
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import guided
from checks import Checks, tell_logs
from municipality import SPEECH, Municipality, soon, wait_out_midnight
from paper import Camera
from programs import Failed
from terminal import Terminal

#: How long the walk may take; the voucher that ends meanwhile is good for a part of it.
WALK, GOOD_FOR = 170, 75


class Pictures:
    """Numbered pictures of the pages, in the order in which a person meets them."""

    def __init__(self, folder, terminal):
        self._folder, self._terminal, self._count = folder, terminal, 0

    def take(self, page, still=True):
        self._count += 1
        width, height = self._terminal.size
        self._terminal.window.picture(
            self._folder / f"{self._count:02}-{page}-{self._terminal.language}-{width}x{height}.png", still)


def tell(step):
    print(f"[{time.monotonic() - STARTED:5.1f} s] {step}", flush=True)


STARTED = time.monotonic()


def prepare(folder):
    """The office's morning: programme, two providers, three families, an invitation, and two vouchers with a story."""
    municipality = Municipality(folder)
    families = municipality.issue("families", "Α-17", "Β-03", "Γ-21")
    revoked, = municipality.issue("revoked", "Δ-08")
    ended, = municipality.issue("ended", "Ε-11", until=soon(GOOD_FOR))
    ended["ends"] = time.time() + GOOD_FOR
    speech, = municipality.issue("speech", "Α-17", service=SPEECH)
    invitation = municipality.invite()
    municipality.revoke(revoked)
    municipality.publish()
    papers = dict(zip(("first", "second", "third"), families)) | {"revoked": revoked, "ended": ended, "speech": speech}
    camera = Camera(folder)
    camera.film_table(families[0]["pdf"])
    camera.film_invitation(invitation)
    for name, voucher in papers.items():
        camera.film_voucher(name, voucher)
    camera.put_away()
    return municipality, camera, papers


def offline(municipality, terminal, pictures, papers):
    """Everything that a tablet does without a network."""
    window = terminal.window
    tell("a voucher is scanned and recorded while the server is off")
    municipality.close()
    terminal.expect_offer("first")
    pictures.take("offer")
    terminal.record()
    window.see("Recorded on this device")
    pictures.take("recorded")

    tell("the battery dies, the tablet starts again")
    terminal.die()
    window = terminal.start()
    window.see("Hello. Your PIN?")
    pictures.take("unlock")
    terminal.unlock()
    if window.see_any(["Show the code", "Recorded on this device"])[0] == "Recorded on this device":
        pictures.take("recorded-after-restart")
        window.press("Next child")
    window.see("Show the code")

    tell("the same voucher again, one undone, one revoked, one of another service")
    terminal.expect_refusal("first", "Already recorded today at {time}.")
    pictures.take("refused-already-recorded")
    window.press("OK")
    terminal.expect_offer("second")
    terminal.record()
    window.see("Recorded on this device")
    window.press("Undo · %1 left")
    window.see("Taken back")
    pictures.take("taken-back")
    window.press("Next child")
    terminal.expect_refusal("revoked", "The voucher is no longer active.")
    pictures.take("refused-revoked")
    window.press("OK")
    terminal.expect_refusal("speech", "The voucher is not part of your contract.")
    pictures.take("refused-other-service")
    window.press("OK")

    tell("a voucher whose last moment has passed: the visit becomes a note")
    time.sleep(max(0.0, papers["ended"]["ends"] + 1 - time.time()))
    terminal.expect_refusal("ended", "The voucher was valid until {date}.")
    pictures.take("refused-expired")
    window.press("It took place – for review")
    window.see("Recorded for review")
    pictures.take("recorded-for-review")
    window.press("Next child")
    window.see("Show the code")


def online(municipality, terminal, pictures):
    """The server is back: what waited is counted, and so is the next one, before one's eyes."""
    window = terminal.window
    window.press("My month")
    window.see("My month")
    pictures.take("month-waiting")
    window.press("Back")
    window.press_any([("%n waiting", count) for count in range(1, 30)])
    window.see("Sending to the municipality")
    pictures.take("sync-waiting")
    tell("the server comes back")
    municipality.open()
    window.press("Try now")
    window.see("No records waiting")
    pictures.take("sync-sent")
    window.press("Back")
    window.press("My month")
    terminal.see_counted()
    pictures.take("month-counted")
    window.press("Back")
    terminal.expect_offer("third")
    terminal.record()
    window.see("Counted by the municipality")
    pictures.take("counted")
    window.press("Next child")
    window.see("Show the code")


def other_language(terminal, pictures):
    """The same tablet lying, in English."""
    terminal.stop()
    terminal.language, terminal.size = "en", (1280, 800)
    terminal.texts = type(terminal.texts)("en")
    window = terminal.start()
    window.see("Hello. Your PIN?")
    pictures.take("unlock")
    terminal.unlock()
    if window.see_any(["Show the code", "Counted by the municipality"])[0] == "Counted by the municipality":
        window.press("Next child")
    window.see("Show the code")
    terminal.camera.hold("revoked")
    pictures.take("scan", still=False)
    window.see("The voucher is no longer active.")
    terminal.camera.put_away()
    pictures.take("refused-revoked")
    window.press("OK")
    window.press("My month")
    terminal.see_counted()
    pictures.take("month-counted")
    window.press("Back")
    window.press("No paper")
    window.see("No paper today")
    pictures.take("no-paper")
    window.press("Type the voucher number")
    window.see("Voucher number")
    pictures.take("voucher-number")
    window.press("Back")
    window.press("Back")
    window.see("Show the code")


def transcript(municipality, terminal, checks):
    """What register and ledger hold, and whether it is what was done before the camera."""
    entries = municipality.entries()
    print("\nvoucher-office show entries")
    for entry in entries:
        print(" ", json.dumps(entry, ensure_ascii=False))
    try:
        code, lines = terminal.inspect()
    except Failed as failure:
        code, lines = str(failure), []
    print("\nvoucher-inspect ledger")
    for line in lines:
        print(" ", json.dumps(line, ensure_ascii=False))
    print()
    found = Counter((entry["kind"], entry.get("verdict")) for entry in entries)
    checks.same("two redemptions are counted", found["redemption", terminal.counted], 2)
    checks.same("the one taken back is voided", found["redemption", "voided"], 1)
    checks.same("its void is in the register", sum(kind == "void" for kind, _ in found.elements()), 1)
    checks.same("the note is in review", found["note", "review"], 1)
    refusals = sorted({entry["refusal"] for entry in entries if entry["kind"] == "refusal"})
    checks.same("each refusal is in the register once for voucher and day", refusals,
                ["AlreadyRedeemed", "Expired", "Revoked", "ServiceNotContracted"])
    checks.same("nothing else is counted", sum(verdict in ("counted", "remarked") and kind == "redemption"
                                               for kind, verdict in found.elements()), 2)
    sequences = [entry["sequence"] for entry in entries]
    checks.same("the entries arrived without a gap", sequences, list(range(sequences[0], sequences[0] + len(sequences))))
    checks.same("voucher-inspect accepts the whole ledger", code, 0)


def walk(folder):
    wait_out_midnight(WALK)
    checks = Checks()
    terminal = municipality = None
    try:
        tell("the office: programme, providers, vouchers for three families, an invitation")
        municipality, camera, papers = prepare(folder)
        municipality.open()
        terminal = Terminal(folder, camera)
        terminal.start()
        pictures = Pictures(folder, terminal)
        tell("a PIN is chosen, the invitation scanned, six words compared")
        terminal.enrol(municipality, seen=pictures.take)
        pictures.take("scan", still=False)
        offline(municipality, terminal, pictures, papers)
        online(municipality, terminal, pictures)
        tell("the same tablet lying, in English")
        other_language(terminal, pictures)
        terminal.stop()
        transcript(municipality, terminal, checks)
        checks.that("the window could do the whole job", True)
    except Failed as failure:
        if terminal and terminal.window:
            pictures.take("failed", still=False)
        tell_logs(folder)
        checks.that(f"the window could do the whole job: {failure}", False)
    finally:
        if terminal:
            terminal.stop()
        if municipality:
            municipality.close()
    print(f"Pictures of every page: {folder}")
    return checks.status()


def main():
    folder = Path(sys.argv[1]).resolve()
    if os.environ.get("DISPLAY") and "--headless" not in sys.argv[2:] and sys.stdin.isatty():
        return guided.walk(folder, prepare)
    return walk(folder)


if __name__ == "__main__":
    sys.exit(main())

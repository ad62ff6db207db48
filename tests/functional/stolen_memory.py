"""A thief takes a tablet that is switched on and locked, and reads the program's memory: no PIN, no voucher and no name is left in
it, nor the code that opens a blocked tablet, and its own user is not even let in.

The lock page names nobody: it shows pictograms. The guardian's drawn signature has no page yet; the upload token stays, since a
locked tablet sends."""
import json
import re
import subprocess
from pathlib import Path

import programs
from checks import story
from paper import voucher_picture
from programs import Failed
from stage import Stage
from terminal import PIN

NAME = "ΡΩΞΑΝΗ"
HER_PIN = "740926"
#: Crockford's digits, of which a voucher's number and the municipality's code for a blocked tablet are made.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def text_of(voucher, folder):
    """The text in the voucher's code."""
    picture = Path(folder) / "canary.png"
    voucher_picture(voucher, folder).save(picture)
    _, said, complaint = programs.run("voucher-inspect", "qr", picture)
    found = re.search(r"EPT1:[0-9A-Z $%*+./:-]+", said)
    if not found:
        raise Failed(f"the printed code cannot be read: {said} {complaint}")
    return found[0]


def message_of(text):
    """The signed bytes in that text: what the tablet seals, its signature at the end."""
    done = subprocess.run([programs.binary("voucher-inspect"), "base45"], env=programs.environment(), capture_output=True, text=True,
                          input=json.dumps({"text": text.removeprefix("EPT1:")}) + "\n", check=False)
    return bytes.fromhex(json.loads(done.stdout)["hex"])


def forms(text):
    """A text as a program may hold it."""
    return [text.encode(), text.encode("utf-16-le"), text.encode().hex().encode()]


def byte_forms(data):
    """Bytes as they are, and as digits."""
    return [data, data.hex().encode()]


def code_forms(code):
    """The municipality's code as it is read out, typed and shown on the glass, and the bytes that are sealed."""
    typed = re.sub(r"[ -]", "", code)
    number = 0
    for digit in typed[:-1]:
        number = number * len(DIGITS) + DIGITS.index(digit)
    spellings = {code, typed, " ".join(typed[start:start + 4] for start in range(0, len(typed), 4))}
    return [form for text in spellings for form in forms(text)] + byte_forms(number.to_bytes(8, "big"))


#: No program of ours keeps so much; what sanitizers reserve to keep book of the rest is larger by far.
LARGEST_SPAN = 1 << 32
#: Memory is read by the piece, each with the end of the one before it; most of them hold nothing at all.
PIECE = 1 << 20
NOTHING = bytes(PIECE)
LONGEST_FORM = 1 << 10


def pieces(pid):
    """All that the process can read, as far as anything was ever written there. PermissionError where its own user is not let in."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as held:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in rights or end - start >= LARGEST_SPAN:
                continue
            before = b""
            try:
                held.seek(start)
                for at in range(start, end, PIECE):
                    piece = held.read(min(PIECE, end - at))
                    if piece != NOTHING:
                        yield before + piece
                    before = piece[-LONGEST_FORM:]
            except (OSError, OverflowError, ValueError):
                continue


def traces(pid, canaries):
    """Which canaries are in the memory; None if it cannot be read."""
    missing = dict(canaries)
    try:
        for piece in pieces(pid):
            for what in [what for what, some in missing.items() if any(form in piece for form in some)]:
                del missing[what]
            if not missing:
                break
    except PermissionError:
        return None
    return sorted(canaries.keys() - missing.keys())


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    vouchers = dict(zip(("recorded", "only offered"), municipality.issue("vouchers", "Α-17", "Β-03")))
    canaries = {"PIN": forms(PIN), "her PIN": forms(HER_PIN), "name": forms(NAME)}
    for which, voucher in vouchers.items():
        camera.film_voucher(which, voucher)
        text = text_of(voucher, folder)
        message = message_of(text)
        canaries |= {f"text, {which}": forms(text), f"message, {which}": byte_forms(message),
                     f"signature, {which}": byte_forms(message[-64:])}
    # Under sanitizers what is freed is kept for a while: overwritten, as it is in the program that ships.
    terminal.extra = {"ASAN_OPTIONS": programs.environment()["ASAN_OPTIONS"] + ":max_free_fill_size=100000000:free_fill_byte=0"}
    window = stage.connected()
    tablet, = municipality.office("show", "terminals")
    # Made and sealed in one breath with the first entry: there is no moment at which a search could find it.
    programs.until("the first entry", municipality.entries)
    code = municipality.office("recover-terminal", tablet["terminal"])[0]["code"]
    canaries["code"] = code_forms(code)

    def finds(*expected):
        """Whether the memory may be read at all. A search that finds nothing because it cannot find is worth nothing."""
        found = traces(terminal.program.pid, {what: canaries[what] for what in expected})
        if found is not None:
            checks.same("the search finds what is there", found, sorted(expected))
        return found is not None

    for which in vouchers:
        terminal.expect_offer(which)
        let_in = finds(f"text, {which}", f"message, {which}", f"signature, {which}")
        if which == "recorded":
            terminal.record()
            window.see("Counted by the municipality")
            window.press("Next child")
        else:
            window.press("Not now")
    # Typed last: nothing but the lock takes it out of memory.
    terminal.add_person(NAME, HER_PIN, seen=lambda page: finds({"name": "name", "pin": "her PIN"}[page]))
    window.press("Lock")
    window.see("Hello. Which one are you?")
    if not let_in:
        checks.that("not even its own user may read the program's memory", True)
        return
    checks.same("of a locked tablet's memory it finds nothing", traces(terminal.program.pid, canaries), [])


story(body)

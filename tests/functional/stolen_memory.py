"""A thief takes a tablet that is switched on and locked, and reads the program's memory: no PIN and no voucher is left in it, and
its own user is not even let in."""
import re
from pathlib import Path

import programs
from checks import story
from paper import voucher_picture
from programs import Failed
from stage import Stage
from terminal import PIN


def text_of(voucher, folder):
    """The text in the voucher's code."""
    picture = Path(folder) / "canary.png"
    voucher_picture(voucher, folder).save(picture)
    _, said, complaint = programs.run("voucher-inspect", "qr", picture)
    found = re.search(r"EPT1:[0-9A-Z $%*+./:-]+", said)
    if not found:
        raise Failed(f"the printed code cannot be read: {said} {complaint}")
    return found[0]


def forms(text):
    """A text as a program may hold it."""
    return [text.encode(), text.encode("utf-16-le"), text.encode().hex().encode()]


#: No program of ours keeps so much; what sanitizers reserve to keep book of the rest is larger by far.
LARGEST_SPAN = 1 << 32


def memory(pid):
    """All that the process can read, span by span; None where its own user is not let in."""
    try:
        held = open(f"/proc/{pid}/mem", "rb", buffering=0)
        spans = Path(f"/proc/{pid}/maps").read_text().splitlines()
    except PermissionError:
        return None
    found = []
    with held:
        for line in spans:
            span, rights, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" in rights and end - start < LARGEST_SPAN:
                try:
                    held.seek(start)
                    found.append(held.read(end - start))
                except (OSError, OverflowError, ValueError):
                    continue
    return found


def traces(pid, canaries):
    """Which canaries are in the memory, and how often; None if it cannot be read."""
    spans = memory(pid)
    if spans is None:
        return None
    counts = {what: sum(span.count(form) for span in spans for form in some) for what, some in canaries.items()}
    return {what: count for what, count in counts.items() if count}


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    voucher, = municipality.issue("vouchers", "Α-17")
    camera.film_voucher("voucher", voucher)
    # Under sanitizers what is freed is kept for a while: overwritten, as it is in the program that ships.
    terminal.extra = {"ASAN_OPTIONS": programs.environment()["ASAN_OPTIONS"] + ":max_free_fill_size=100000000:free_fill_byte=0"}
    window = stage.connected()
    canaries = {"PIN": forms(PIN), "voucher's text": forms(text_of(voucher, folder))}
    terminal.expect_offer("voucher")
    open_to_view = traces(terminal.program.pid, canaries)
    terminal.record()
    window.see("Counted by the municipality")
    window.press("Next child")
    window.press("Lock")
    window.see("Hello. Your PIN?")
    if open_to_view is None:
        checks.that("not even its own user may read the program's memory", True)
        return
    checks.that("the search finds what is there: the voucher of an offer", "voucher's text" in open_to_view, open_to_view)
    checks.same("of a locked tablet's memory it finds nothing", traces(terminal.program.pid, canaries), {})


story(body)

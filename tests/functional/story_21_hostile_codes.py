"""Hostile codes: the longest there is, deep nesting, huge lengths, right-to-left overrides. Refused at once, and nothing falls over."""
from checks import story
from judge import Judge
from stage import Stage

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LONGEST = 4296
AT_ONCE = 50_000


def base45(message):
    """RFC 9285."""
    text = ""
    for place in range(0, len(message), 2):
        value = int.from_bytes(message[place:place + 2], "big")
        for _ in range(3 if place + 1 < len(message) else 2):
            value, digit = divmod(value, 45)
            text += ALPHABET[digit]
    return text


def inside_sign1(payload):
    """A tagged COSE_Sign1 that claims to be ours, unsigned, with this payload."""
    protected = bytes.fromhex("4da2012704480102030405060708")
    return bytes.fromhex("d284") + protected[:1] + protected[1:] + b"\xa0" + payload + b"\x58\x40" + bytes(64)


CODES = {
    "longest": "EPT1:" + "A" * (LONGEST - 5),
    "longest-of-nobody": "A" * LONGEST,
    "longest-as-slip": "EPS1:" + "9" * (LONGEST - 5),
    "nesting": "EPT1:" + base45(b"\x81" * 790),
    "nesting-inside": "EPT1:" + base45(inside_sign1(b"\x59\x02\x58" + b"\xa1\x01" * 300)),
    "huge-array": "EPT1:" + base45(b"\xd2\x9b" + b"\xff" * 8),
    "huge-bytes": "EPT1:" + base45(b"\xd2\x84\x5b" + b"\x7f" * 8 + b"\x00" * 20),
    "endless": "EPT1:" + base45(b"\xd2\x9f" + b"\x9f" * 200),
    "right-to-left": "EPT1:\u202e" + base45(inside_sign1(b"\x41\x00")) + "\u2066",
    "control": "EPT1:\u0000\u001b[2J\u0007" + "A" * 40,
    "look-alike": "ΕΡΤ1:" + "A" * 60,
}


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    held = ("longest", "nesting", "right-to-left", "look-alike")
    for name in held:
        camera.film_text(name, CODES[name], trouble=0)
    good, = municipality.issue("good", "Α-17")
    camera.film_voucher("good", good)
    window = stage.connected()

    for (name, text), answer in zip(CODES.items(), Judge(folder, municipality).says(CODES.values()), strict=True):
        checks.that(f"{name}, {len(text)} characters: {answer.get('code')} in {answer['us']} µs",
                    answer["outcome"] == "refusal" and answer["us"] < AT_ONCE, answer)

    for name in held:
        checks.same(f"{name}: refused at the window", terminal.show(name), "refused")
        checks.that(f"{name}: not a character of it is on the screen",
                    not any(sign in text for text in window.read() for sign in "\u202e\u2066\u0007"), window.read())
        window.press("OK")
    terminal.expect_offer("good")
    checks.that("the next child is offered as ever", True)
    window.press("Not now")
    terminal.stop()
    code, lines = terminal.inspect()
    checks.same("nothing of all this became an entry", [line["kind"] for line in lines if "kind" in line], ["notice"])
    checks.same("the ledger is whole", code, 0)


story(body)

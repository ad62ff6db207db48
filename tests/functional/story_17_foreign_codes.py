"""Codes of somebody else's: a menu, a ticket, a health certificate, the family's own slip. Nothing stays of them."""
from checks import story
from stage import Stage

NOT_OURS = "This code is not a voucher of the municipality."
WRONG_KIND = "The code belongs to the programme but is not a voucher."
CODES = {
    "menu": ("https://taverna.example/menu?table=7", NOT_OURS),
    "ticket": ("M1PASSENGER/A         EABC123 ATHSKGA3 0123 326Y012A0034 100", NOT_OURS),
    "health-certificate": ("HC1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4.OI1RM8ZA.A5:S9MKN4NN3F85QNCY0O%0VZ001HOC9JU0D0HT0HB2PL/IB*09B9LW4T*8+DCMH0LDK2%K:XFE70*LP$V25$0Q:J:4MO1P0%0L0HD+9E/HY+4J6TH48S%4K.GJ2PT3QY:GQ3TE2I+-CPHN6D7LLK*2HG%89UV-0LZ 2ZJJ524-LH", NOT_OURS),
    "slip": ("EPS1:6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA%NFQGRJPC%OQHIZC4", WRONG_KIND),
}


def body(checks, folder, things):
    stage = Stage(folder)
    things.append(stage)
    municipality, terminal, camera = stage.municipality, stage.terminal, stage.camera
    for name, (text, _) in CODES.items():
        camera.film_text(name, text)
    window = stage.connected()
    for name, (_, sentence) in CODES.items():
        terminal.expect_refusal(name, sentence)
        checks.that(f"{name}: {sentence}", not window.shows("It took place – for review"))
        window.press("OK")
    terminal.expect_refusal("invitation", WRONG_KIND)
    checks.that("a second invitation changes nothing", True)
    window.press("OK")
    window.see("all sent")
    terminal.stop()

    code, lines = terminal.inspect()
    checks.same("the ledger is whole", code, 0)
    checks.same("nothing was sent but that the tablet is connected", [entry["kind"] for entry in municipality.entries()], ["notice"])
    stored = b"".join(file.read_bytes() for file in terminal.data.rglob("*") if file.is_file())
    for name, (text, _) in CODES.items():
        piece = text.encode()[:24]
        checks.that(f"{name}: not a piece of it is on the tablet", piece not in stored and piece.hex().encode() not in stored)


story(body)

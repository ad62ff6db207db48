"""The main job by hand: a person taps, this says what, in Greek and English, and plays officer, papers and network."""
import json
from pathlib import Path

from programs import Failed
from terminal import Terminal

STEPS = """
Τι να πατήσετε / What to tap

  1. «Σάρωση φύλλου σύνδεσης» / “Scan the invitation”: διαλέξτε PIN δύο φορές / choose a PIN, twice
  2. κρατήστε / hold:  invitation · διαβάστε τις έξι λέξεις / read the six words:  confirm <λέξεις/words>
  3. off (χωρίς δίκτυο / no network) · hold: first → «Καταγραφή 1 συνάντησης» / “Record 1 visit”
  4. ξανά / again: first → «Έχει ήδη καταγραφεί» / “Already recorded”
  5. second → καταγραφή, «Αναίρεση» / record, “Undo” · revoked · speech
  6. ended (μετά από ένα λεπτό / after a minute) → «Η συνάντηση έγινε – για έλεγχο» / “It took place – for review”
  7. on (το δίκτυο επέστρεψε / the network is back) → «Δοκιμή τώρα» / “Try now” · third → «Μετρήθηκε» / “Counted”
"""

ORDERS = """Εντολές / orders:  {papers} table · confirm <…> · on · off · entries · Enter = τέλος / end"""


def obey(order, municipality, camera, papers):
    """Does what one typed line asks; the answer to print."""
    verb, _, rest = order.partition(" ")
    if verb in papers or verb in ("invitation", "table"):
        camera.hold(verb)
        return "Κρατιέται μπροστά στην κάμερα. / It is before the camera."
    if verb == "confirm":
        municipality.office("confirm", "--words", rest)
        return "Επιβεβαιώθηκε. / Confirmed."
    if verb == "off":
        municipality.close()
        return "Χωρίς δίκτυο. / No network."
    if verb == "on":
        municipality.server or municipality.open()
        return "Το δίκτυο είναι εδώ. / The network is here."
    if verb == "entries":
        return "\n".join(json.dumps(entry, ensure_ascii=False) for entry in municipality.entries())
    return "Δεν το γνωρίζω. / I do not know that."


def walk(folder, prepare):
    municipality, camera, papers = prepare(folder)
    municipality.open()
    real = sorted(Path("/dev").glob("video*"))
    terminal = Terminal(folder, camera)
    try:
        terminal.start(with_camera=not real)
        print(STEPS)
        if real:
            print(f"Τυπώστε ή ανοίξτε στο κινητό / print, or open on a phone: {municipality.papers}/*.pdf\n")
        print(ORDERS.format(papers=" ".join(["invitation", *papers])))
        while order := input("> ").strip():
            try:
                print(obey(order, municipality, camera, papers))
            except Failed as failure:
                print(failure)
    except (KeyboardInterrupt, EOFError):
        pass
    finally:
        terminal.stop()
        for entry in municipality.entries():
            print(json.dumps(entry, ensure_ascii=False))
        municipality.close()
    return 0

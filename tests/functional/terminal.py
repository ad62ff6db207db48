"""The provider's tablet: voucher-terminal, its window, and what a person does with it."""
import re
from pathlib import Path

import programs
from programs import Failed, Program, until
from texts import Texts
from window import Window

PIN = "283917"


class Terminal:
    def __init__(self, folder, camera, language="el", size=(800, 1280), data=None):
        self.data = Path(data or Path(folder) / "terminal")
        self.data.mkdir(parents=True, exist_ok=True)
        self.camera = camera
        self.language = language
        self.size = size
        self.texts = Texts(language)
        self.program = None
        self.window = None
        #: The verdict on a good visit: on a holiday of the programme it carries a remark.
        self.counted = "counted"
        #: Where USB sticks appear.
        self.sticks = Path(folder) / "sticks"
        #: What its program finds in its environment beyond the usual.
        self.extra = None
        self._log = Path(folder) / "terminal.log"

    def start(self, with_camera=True):
        """Opens the window; the first page is up to the ledger."""
        camera = ["--camera-video", self.camera.path] if with_camera else []
        self.program = Program("voucher-terminal", "--data", self.data, *camera, "--language", self.language, "--sticks", self.sticks,
                               "--size", "{}x{}".format(*self.size), log=self._log, extra=self.extra)
        self.window = Window(self.program, self.texts, self.size)
        return self.window

    def stop(self):
        if self.program:
            self.program.stop()

    def die(self):
        self.program.kill()

    def type_pin(self, pin=PIN):
        for digit in pin:
            self.window.press(digit)

    def unlock(self):
        self.window.see("Hello. Your PIN?")
        self.type_pin()

    def choose_pin(self):
        self.window.see("Choose a PIN of six digits")
        self.type_pin()
        self.window.see("The same PIN once more")
        self.type_pin()

    def words(self):
        """The six words to compare, as the window tells them."""
        self.window.see("Compare with the office")

        def read():
            numbered = (re.match(r"([1-6])\. (.+)", name) for name in self.window.read())
            words = {match[1]: match[2] for match in numbered if match}
            return " ".join(words[number] for number in sorted(words)) if len(words) == 6 else None
        return until("six words", read)

    def enrol(self, municipality, invitation="invitation", seen=lambda page: None):
        """From the first start to the scan page; `seen` is told every page on the way."""
        self.window.see("Connect to the municipality")
        seen("connect")
        self.window.press("Scan the invitation")
        self.window.see("Choose a PIN of six digits")
        seen("choose-pin")
        self.choose_pin()
        self.window.see("Show the invitation")
        self.camera.hold(invitation)
        words = self.words()
        self.camera.put_away()
        seen("compare-words")
        municipality.office("confirm", "--words", words)
        self.window.see("Show the code")

    def show(self, paper):
        """Holds a paper before the camera until the desk has an answer: "offer" or "refused"."""
        self.window.see("Show the code")
        self.camera.hold(paper)
        source, _ = self.window.see_any(["Ready to record", "Not recorded"])
        self.camera.put_away()
        return "offer" if source == "Ready to record" else "refused"

    def expect_offer(self, paper):
        if self.show(paper) != "offer":
            raise Failed(f"{paper} was refused: {' | '.join(self.window.read())}")

    def expect_refusal(self, paper, sentence):
        """Refused with exactly this sentence, and nothing about which service it was."""
        if self.show(paper) != "refused":
            raise Failed(f"{paper} was offered, not refused")
        return self.window.see(sentence)

    def scan_poster(self, codes):
        """Holds a poster's codes before the camera, one after the other, until the update has been taken."""
        self.window.see("Show the code")
        all_codes = len(set(codes))
        for shown, code in enumerate(codes, start=1):
            self.camera.hold(code)
            seen = len(set(codes[:shown]))
            if seen == all_codes:
                self.window.see("This device has taken the municipality's update.")
            else:
                words, = self.texts.variants("The municipality's poster: %1 of %2 codes seen. Show another.")
                words = words.replace("%1", str(seen)).replace("%2", str(all_codes))
                until(f"“{words}”", lambda: words in self.window.read())
            self.camera.put_away()

    def record(self):
        """Records what is offered, also when its details were folded away meanwhile, or when today is a holiday."""
        if self.window.shows("Not recorded yet"):
            self.window.press("Continue")
        if self.window.shows("Another reason"):
            self.counted = "remarked"
            self.window.press("Another reason")
        self.window.press("Record %n visit(s)", 1)

    def add_person(self, name, pin, seen=lambda page: None):
        """A manager adds somebody who records visits; `seen` is told when the name stands there, and the PIN for the first time."""
        self.window.press("My month")
        self.window.press("People of this device")
        self.window.see("Your PIN once more")
        self.type_pin()
        self.window.press("Add someone")
        self.window.see("Someone new")
        for character in name:
            self.window.press("Space" if character == " " else character)
        seen("name")
        self.window.press("Next: their PIN")
        self.window.see("Choose a PIN of six digits")
        self.type_pin(pin)
        self.window.see("The same PIN once more")
        seen("pin")
        self.type_pin(pin)
        self.window.see("People of this device")
        self.window.press("Back")
        self.window.press("Back")

    def type_number(self, number):
        """The last resort: the number under the code, from the scan page to the note."""
        self.window.press("No paper")
        self.window.press("Type the voucher number")
        self.window.see("Voucher number")
        for character in re.sub(r"[\s-]", "", number):
            self.window.press(character)
        self.window.press("Record for review")

    def holiday_asks(self):
        """Whether the first child of the group is asked about, as on a holiday of the programme."""
        found, _ = self.window.see_any(["Recorded %1", "Today is a holiday for the programme."])
        return found != "Recorded %1"

    def children(self):
        """How many children the group's title counts; 0 before the second."""
        title = re.compile("|".join(self.texts.variants("Group · %n child(ren)", "([0-9]+)")) + "$")
        counts = [int(match[1]) for match in map(title.match, self.window.read()) if match]
        return counts[0] if counts else 0

    def see_children(self, least, within=None):
        """Waits until so many children of the group are recorded; returns how many the title counts then."""
        return until(f"{least} children in the group", lambda: (self.children() >= least) and self.children(), within)

    def see_counted(self):
        """Waits until the month shows a visit that the municipality has counted."""
        self.window.see_any(["counted", "counted, remark"])

    def ledger(self):
        """The file with the entries, once the terminal is closed."""
        files = sorted(self.data.rglob("*.sqlite"))
        if len(files) != 1:
            raise Failed(f"one ledger expected in {self.data}, not {[file.name for file in files]}")
        return files[0]

    def inspect(self):
        """What voucher-inspect says of the ledger: exit code and lines."""
        import json
        code, said, complaint = programs.run("voucher-inspect", "ledger", self.ledger())
        if code == 2:
            raise Failed(f"voucher-inspect ledger: {complaint.strip()}")
        return code, [json.loads(line) for line in said.splitlines()]

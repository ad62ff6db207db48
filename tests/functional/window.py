"""A program's window as a blind person has it: by the names and roles it tells to AT-SPI."""
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402
from PIL import Image  # noqa: E402

from programs import PATIENCE, Failed, until  # noqa: E402


#: A program that is busy drawing answers late; a tap that was only slow must not be taken for none. In seconds; half of the
#: patience is left to say that one does not answer at all.
ANSWERS_WITHIN = PATIENCE // 2
Atspi.set_timeout(ANSWERS_WITHIN * 1000, ANSWERS_WITHIN * 1000)


class Window:
    def __init__(self, program, texts, size):
        self._program = program
        self._texts = texts
        self._size = size
        self._application = until(f"the window of {program.name}", self._find)

    def _find(self):
        if not self._program.running():
            raise Failed(f"{self._program.name} ended with {self._program.ends()}: {' / '.join(self._program.lines[-5:])}")
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            try:
                application = desktop.get_child_at_index(index)
                if application and application.get_process_id() == self._program.pid:
                    application.set_cache_mask(Atspi.Cache.NONE)
                    if application.get_child_count() > 0:
                        return application
            except GLib.Error:
                continue
        return None

    def _nodes(self):
        """Everything shown, in the order of reading. A page may vanish while it is read: then there is less of it."""
        # With how deep it lies: the program, its windows, and what they show.
        waiting = [(self._application, 0)]
        while waiting:
            node, depth = waiting.pop()
            asked = time.monotonic()
            try:
                if depth > 1:
                    if not node.get_state_set().contains(Atspi.StateType.SHOWING):
                        continue
                    yield node
                waiting += [(node.get_child_at_index(index), depth + 1) for index in reversed(range(node.get_child_count()))]
            except (GLib.Error, AttributeError):
                if not self._program.running():
                    raise Failed(f"{self._program.name} ended with {self._program.ends()}: {' / '.join(self._program.lines[-5:])}") from None
                if time.monotonic() - asked > ANSWERS_WITHIN - 1:
                    raise Failed(f"{self._program.name} does not answer\n{self._program.abort()}") from None

    def _matches(self, patterns, role=None):
        """What is shown and has one of these names, in the order of reading: node, name and which pattern it was. One
        look at the screen for all patterns: a busy program answers each question slowly."""
        for node in self._nodes():
            try:
                name = node.get_name()
                index = next((index for index, pattern in enumerate(patterns) if pattern.match(name)), None)
                if index is not None and role in (None, node.get_role()):
                    yield node, name, index
            except GLib.Error:
                continue

    def read(self):
        """All names shown, in the order of reading."""
        names = []
        for node in self._nodes():
            try:
                if node.get_name():
                    # A telephone number is kept on one line by its spaces; a person reads the same.
                    names.append(node.get_name().replace("\u00a0", " "))
            except GLib.Error:
                continue
        return names

    def _told(self):
        """What is on the screen, for whoever asks why something is not; an empty screen is of a program that hangs."""
        names = self.read()
        if names:
            return f"the screen says: {' | '.join(names)}"
        return f"the screen says nothing; {self._program.name} waits: {self._program.waits()}"

    def shows(self, source, count=None):
        """Whether the text is on the screen now."""
        return next(self._matches([self._texts.pattern(source, count)]), None) is not None

    def see(self, source, count=None, within=None, part=False):
        """Waits until the text is on the screen, or begins one when it is a `part`; returns what is there."""
        return self.see_any([source], count, within, part)[1]

    def see_any(self, sources, count=None, within=None, part=False):
        """Waits until one of the texts is on the screen; returns its source and what is there."""
        patterns = [self._texts.pattern(source, count, part) for source in sources]

        def look():
            return next(((sources[index], name) for _, name, index in self._matches(patterns)), None)
        try:
            return until(" or ".join(f"“{source}”" for source in sources), look, within)
        except Failed as failure:
            raise Failed(f"{failure}; {self._told()}") from None

    def press(self, source, count=None, within=None, part=False):
        """Waits until the button can be tapped, and taps it; its name may only begin with the text when that is a `part`."""
        self.press_any([(source, count)], within, part)

    def press_any(self, buttons, within=None, part=False):
        """Taps the first of these buttons that can be tapped, each a source text and its count."""
        patterns = [self._texts.pattern(source, count, part) for source, count in buttons]
        what = " or ".join(f"“{source}”" for source, _ in buttons[:3])
        try:
            until(f"the button {what}", lambda: any(self._tap(node) for node, _, _ in self._matches(patterns, Atspi.Role.PUSH_BUTTON)),
                  within)
        except Failed as failure:
            raise Failed(f"{failure}; {self._told()}") from None

    @staticmethod
    def _tap(button):
        try:
            if not button.get_state_set().contains(Atspi.StateType.ENABLED):
                return False
            actions = button.get_action_iface()
            names = [actions.get_action_name(index).lower() for index in range(actions.get_n_actions())]
            return "press" in names and actions.do_action(names.index("press"))
        except (GLib.Error, AttributeError):
            return False

    def picture(self, path, still=True):
        """Saves what is on the glass, once nothing moves on it any more (a camera's picture always does)."""
        width, height = self._size
        deadline = time.monotonic() + 5
        looks = []
        while True:
            subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+0+0", "+repage", "-strip",
                            f"png24:{path}"], check=True)
            with Image.open(path) as picture:
                drawn = any(low != high for low, high in picture.getextrema())
            looks = [*looks[-2:], path.read_bytes()]
            if drawn and (not still or looks == 3 * looks[-1:]) or time.monotonic() > deadline:
                return
            time.sleep(0.1)

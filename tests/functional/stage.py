"""What most stories begin with: a municipality, its server, and a tablet that is connected to it."""
from municipality import Municipality, wait_out_midnight
from paper import Camera
from terminal import Terminal

#: No story runs longer than this.
LONGEST = 120


class Stage:
    """Everything a story uses; `stop` ends it all."""

    def __init__(self, folder, days_ago=0, clock=None):
        """With a `clock` everybody lives by it."""
        if not clock:
            wait_out_midnight(LONGEST)
        self.folder = folder
        self.municipality = Municipality(folder, days_ago=days_ago, clock=clock)
        self.camera = Camera(folder)
        self.terminal = Terminal(folder, self.camera)
        self.terminal.extra = self.municipality.extra

    def invited(self):
        """Papers for the table and the invitation; the films are being made meanwhile."""
        invitation = self.municipality.invite()
        self.camera.film_table(invitation)
        self.camera.film_invitation(invitation)
        self.camera.put_away()
        return invitation

    def connected(self):
        """The tablet is connected, with its lists, and shows the scan page."""
        self.invited()
        self.municipality.open()
        self.terminal.start()
        self.terminal.enrol(self.municipality)
        return self.terminal.window

    def sync_page(self):
        """Opens the page about sending, whatever the pill on this page says."""
        window = self.terminal.window
        window.press_any([("all sent", None)] + [("%n waiting", count) for count in range(1, 60)])
        window.see("Sending to the municipality")

    def try_now(self):
        self.terminal.window.press("Try now")

    def stop(self):
        self.terminal.stop()
        self.municipality.close()

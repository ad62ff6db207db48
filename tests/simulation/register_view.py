"""The register as its history shows it: which entries it has stored by now."""


class RegisterView:
    def __init__(self):
        self._entries = {}  # terminal → hashes, the first entry's first
        self._copy = {}

    def up_to(self, terminal):
        return len(self._entries.get(terminal, ()))

    def entry(self, terminal, seq):
        return self._entries[terminal][seq - 1]

    def store(self, terminal, seq, entry):
        known = self._entries.setdefault(terminal, [])
        del known[seq - 1:]
        known += [None] * (seq - 1 - len(known)) + [entry]

    def copy(self):
        """Entries only grow, so their number is a copy."""
        self._copy = {terminal: len(known) for terminal, known in self._entries.items()}

    def restore(self, from_copy):
        self._entries = {terminal: self._entries[terminal][:count] for terminal, count in self._copy.items()} if from_copy else {}

"""What the screen says, taken from the product's own translations: tests name a text by its source."""
import re
import xml.etree.ElementTree as ElementTree

from programs import ROOT, Failed


class Texts:
    def __init__(self, language):
        self.language = language
        self._catalogue = {}
        for message in ElementTree.parse(ROOT / f"qml/translations/voucher_{language}.ts").iter("message"):
            source = message.findtext("source")
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            if not any(forms):
                forms = [source]
            self._catalogue.setdefault(source, []).append(forms)

    def variants(self, source, count=None):
        """Every translation of a source text, with %n filled in; what stands for other values remains."""
        if source not in self._catalogue:
            raise Failed(f"no page says “{source}”")
        plural = 0 if count in (None, 1) else -1
        return {forms[plural].replace("%n", str(count)) for forms in self._catalogue[source]}

    def pattern(self, source, count=None, part=False):
        """Matches the text on the screen whatever its %1 or {date} is filled with. A single key is itself."""
        if len(source) == 1:
            return re.compile(re.escape(source) + "$")
        gap = re.compile(r"%\d|\{[^}]*\}")
        parts = (".+".join(map(re.escape, gap.split(text))) for text in self.variants(source, count))
        return re.compile("(?:" + "|".join(sorted(parts)) + ")" + ("" if part else "$"), re.DOTALL)

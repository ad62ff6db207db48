import QtQuick
import Voucher

/// Any text on the screen: plain, wrapped, readable aloud.
Text {
    color: Theme.ink
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    font.family: Theme.family
    font.pixelSize: Theme.typeBody

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: !visible || text === ""
}

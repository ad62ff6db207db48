import QtQuick
import Voucher

/// One key of a pad: a character, or a drawing with a name.
Tappable {
    id: root

    property int glyph: -1
    property bool flat: glyph >= 0
    property int type: Theme.atLeast(24, 48)

    padding: 0
    corner: Theme.atLeast(12, 32)

    contentItem: Item {
        Words {
            anchors.centerIn: parent
            visible: root.glyph < 0
            text: root.glyph < 0 ? root.text : ""
            font.pixelSize: root.type
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Glyph {
            anchors.centerIn: parent
            visible: root.glyph >= 0
            kind: Math.max(0, root.glyph)
            size: root.type * 1.1
        }
    }
    background: Item {
        Rectangle {
            visible: !root.flat
            y: 2
            width: parent.width
            height: parent.height
            radius: root.corner
            color: Theme.line
        }
        Rectangle {
            anchors.fill: parent
            radius: root.corner
            color: root.flat ? "transparent" : Theme.card
        }
        Rectangle {
            anchors.fill: parent
            radius: root.corner
            color: Theme.sea.ink
            opacity: root.pressed ? 0.2 : 0
        }
    }
}

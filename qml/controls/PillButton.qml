import QtQuick
import Voucher

/// A short state in its colour that opens more about it.
Tappable {
    id: root

    required property var tone
    required property int glyph

    corner: height / 2
    implicitHeight: Math.max(Theme.touch, Theme.atLeast(48, 52))
    leftPadding: Theme.atLeast(10, 22)
    rightPadding: leftPadding

    contentItem: Row {
        spacing: Theme.atLeast(6, 12)

        Glyph {
            kind: root.glyph
            color: root.tone.ink
            size: Theme.atLeast(16, 24)
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            text: root.text
            color: root.tone.ink
            font.pixelSize: Theme.atLeast(14, 20)
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
            anchors.verticalCenter: parent.verticalCenter
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: height / 2
        color: root.tone.tint
    }
}

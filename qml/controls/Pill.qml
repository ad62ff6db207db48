import QtQuick
import Voucher

/// A short state in its colour; no button.
Rectangle {
    id: root

    required property string text
    required property var tone

    implicitWidth: words.implicitWidth + 2 * Theme.atLeast(10, 18)
    implicitHeight: words.implicitHeight + 2 * Theme.atLeast(4, 9)
    radius: height / 2
    color: root.tone.tint

    Words {
        id: words
        anchors.centerIn: parent
        text: root.text
        color: root.tone.ink
        font.pixelSize: Theme.typeTiny
        font.weight: Font.Bold
        wrapMode: Text.NoWrap
    }
}

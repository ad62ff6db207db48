import QtQuick
import Voucher

/// A round button over the camera's picture; bright while what it lights is lit.
Tappable {
    id: root

    required property int glyph
    property bool lit: false

    implicitWidth: Theme.atLeast(48, 64)
    implicitHeight: implicitWidth
    padding: 0
    corner: width / 2

    contentItem: Item {
        Glyph {
            anchors.centerIn: parent
            kind: root.glyph
            color: root.lit ? Theme.glass : Theme.glassInk
            size: root.width * 0.45
        }
    }
    background: Rectangle {
        radius: width / 2
        color: root.lit ? Theme.glassInk : Theme.glass
        opacity: root.pressed ? 0.7 : 0.9
    }
}

import QtQuick
import Voucher

/// One of the people of this tablet: a pictogram and what it is called, large enough for a gloved finger.
Tappable {
    id: root

    required property int pictogram
    readonly property real side: Theme.atLeast(72, 150)

    padding: Theme.atLeast(10, 22)
    implicitWidth: Theme.atLeast(104, 224)
    implicitHeight: column.implicitHeight + 2 * padding
    text: tile.name

    contentItem: Column {
        id: column
        spacing: Theme.atLeast(6, 14)

        SignTile {
            id: tile
            anchors.horizontalCenter: parent.horizontalCenter
            number: root.pictogram
            size: root.side
            Accessible.ignored: true
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: tile.name
            font.weight: Font.Bold
            Accessible.ignored: true
        }
    }
    background: Rectangle {
        radius: root.corner
        color: root.pressed ? Theme.sea.tint : Theme.card
        border.width: Theme.border
        border.color: Theme.line
    }
}

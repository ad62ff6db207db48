import QtQuick
import Voucher

/// One of the people of this tablet: a pictogram and what it is called, large enough for a gloved finger.
Tappable {
    id: root

    required property int pictogram
    readonly property Pictogram known: Pictogram {
        number: root.pictogram
    }

    padding: Theme.atLeast(10, 22)
    implicitWidth: Theme.atLeast(104, 224)
    text: known.name

    contentItem: Column {
        spacing: Theme.atLeast(6, 14)

        SignTile {
            anchors.horizontalCenter: parent.horizontalCenter
            number: root.pictogram
            size: Theme.atLeast(72, 150)
            Accessible.ignored: true
        }
        // One word, and some are long: it may use the tile's margin, and grows smaller before it is cut.
        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            width: parent.width + 1.4 * root.padding
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 12
            horizontalAlignment: Text.AlignHCenter
            text: root.text
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

import QtQuick
import QtQuick.Layouts
import Voucher

/// One person of a list, by pictogram, to be picked.
Tappable {
    id: root

    required property int pictogram
    required property string detail
    property string stateName
    property bool chosen: false
    readonly property Pictogram known: Pictogram {
        number: root.pictogram
    }

    text: known.name
    padding: Theme.atLeast(8, 20)
    leftPadding: Theme.atLeast(10, 26)
    rightPadding: leftPadding
    Accessible.description: (detail + " " + stateName).trim()

    contentItem: RowLayout {
        spacing: Theme.atLeast(8, 22)

        SignTile {
            number: root.pictogram
            size: Theme.atLeast(40, 76)
            Accessible.ignored: true
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: root.text
                font.weight: Font.Bold
                Accessible.ignored: true
            }
            Words {
                Layout.fillWidth: true
                text: root.detail
                color: Theme.soft
                font.pixelSize: Theme.atLeast(14, 20)
            }
        }
        Pill {
            visible: root.stateName !== ""
            text: root.stateName
            tone: Theme.sand
        }
    }
    background: Rectangle {
        radius: root.corner
        color: Theme.card
        border.width: root.chosen ? Theme.border : 0
        border.color: Theme.sea.ink
    }
}

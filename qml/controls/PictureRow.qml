import QtQuick
import QtQuick.Layouts
import Voucher

/// One picture of a list, as large as a hand: what it shows, and two texts.
Tappable {
    id: root

    required property var picture
    required property string detail
    required property int glyph
    property var tone: Theme.plain
    readonly property real side: Theme.atLeast(64, 132)

    padding: Theme.atLeast(8, 16)
    rightPadding: Theme.atLeast(12, 28)
    Accessible.name: text + " " + detail

    contentItem: RowLayout {
        spacing: Theme.atLeast(12, 26)

        Rectangle {
            implicitWidth: root.side
            implicitHeight: root.side
            radius: Theme.atLeast(10, 18)
            color: Theme.stone.tint

            Glyph {
                anchors.centerIn: parent
                kind: root.glyph
                color: Theme.stone.ink
                size: parent.height * 0.4
            }
            Thumbnail {
                anchors.fill: parent
                // For the linter of Qt 6.4 a picture has no type.
                picture: root.picture // qmllint disable
                radius: parent.radius
            }
            // A white sheet ends somewhere on a white card, too.
            Rectangle {
                anchors.fill: parent
                radius: parent.radius
                color: "transparent"
                border.width: 2
                border.color: Theme.line
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.atLeast(2, 4)

            Words {
                Layout.fillWidth: true
                text: root.text
                font.weight: Font.Bold
                Accessible.ignored: true
            }
            Words {
                Layout.fillWidth: true
                text: root.detail
                color: root.tone === Theme.plain ? Theme.soft : root.tone.ink
                font.pixelSize: Theme.typeSmall
                Accessible.ignored: true
            }
        }
    }
    background: Rectangle {
        radius: root.corner
        color: Theme.card
        border.width: root.tone === Theme.plain ? 0 : Theme.border
        border.color: root.tone.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: Theme.ink
            opacity: root.pressed ? 0.14 : 0
        }
    }
}

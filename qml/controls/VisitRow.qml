import QtQuick
import QtQuick.Layouts
import Voucher

/// One line of a list: sign, two texts, a state.
Rectangle {
    id: root

    required property int first
    required property int second
    required property string heading
    required property string detail
    required property string stateName
    required property var tone
    readonly property bool narrow: width < 420

    implicitHeight: line.implicitHeight + 2 * Theme.atLeast(8, 20)
    radius: Theme.radius
    color: Theme.card

    Accessible.role: Accessible.ListItem
    Accessible.name: heading + " " + detail + " " + stateName

    RowLayout {
        id: line
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.atLeast(10, 26)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.atLeast(8, 22)

        SignPair {
            visible: root.first >= 0
            first: root.first
            second: root.second
            size: Theme.atLeast(34, 66)
            spacing: Theme.atLeast(4, 8)
        }
        Rectangle {
            visible: root.first < 0
            implicitWidth: Theme.atLeast(34, 66) * 2 + Theme.atLeast(4, 8)
            implicitHeight: Theme.atLeast(34, 66)
            radius: Theme.atLeast(10, 18)
            color: root.tone.tint

            Glyph {
                anchors.centerIn: parent
                kind: Glyph.Sheet
                color: root.tone.ink
                size: parent.height * 0.55
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: root.heading
                font.weight: Font.Bold
            }
            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.detail
                color: Theme.soft
                font.pixelSize: Theme.atLeast(14, 20)
            }
            Pill {
                visible: root.narrow
                Layout.topMargin: 4
                text: root.stateName
                tone: root.tone
            }
        }
        Pill {
            visible: !root.narrow
            text: root.stateName
            tone: root.tone
        }
    }
}

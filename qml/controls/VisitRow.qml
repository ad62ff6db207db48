import QtQuick
import QtQuick.Layouts
import Voucher

/// One line of a list: sign, two texts, and a state or something to do about it.
Rectangle {
    id: root

    required property int first
    required property int second
    required property string heading
    required property string detail
    required property var tone
    property string stateName
    /// A button in place of the state.
    property string action
    property bool faded: false
    property color ink: Theme.ink
    property int glyph: Glyph.Sheet
    /// So little room that the words stand below the sign and what is beside it.
    readonly property bool slim: width < 23 * Theme.typeBody

    signal acted

    implicitHeight: line.implicitHeight + 2 * Theme.atLeast(8, 20)
    radius: Theme.radius
    color: Theme.card

    Accessible.role: Accessible.ListItem
    Accessible.name: (heading + " " + detail + " " + stateName).trim()

    GridLayout {
        id: line
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.atLeast(10, 26)
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: root.slim ? Theme.atLeast(6, 10) : Theme.atLeast(8, 22)
        rowSpacing: Theme.atLeast(6, 12)

        SignPair {
            Layout.row: 0
            Layout.column: 0
            visible: root.first >= 0
            opacity: root.faded ? 0.4 : 1
            first: root.first
            second: root.second
            size: root.slim ? Theme.atLeast(34, 54) : Theme.atLeast(34, 66)
            spacing: Theme.atLeast(4, 8)
        }
        Rectangle {
            Layout.row: 0
            Layout.column: 0
            visible: root.first < 0
            implicitWidth: Theme.atLeast(34, 66) * 2 + Theme.atLeast(4, 8)
            implicitHeight: Theme.atLeast(34, 66)
            radius: Theme.atLeast(10, 18)
            color: root.tone.tint

            Glyph {
                anchors.centerIn: parent
                kind: root.glyph
                color: root.tone.ink
                size: parent.height * 0.55
            }
        }
        Item {
            visible: root.slim
            Layout.row: 0
            Layout.column: 1
            Layout.fillWidth: true
        }
        ColumnLayout {
            Layout.row: root.slim ? 1 : 0
            Layout.column: root.slim ? 0 : 1
            Layout.columnSpan: root.slim ? 3 : 1
            Layout.fillWidth: true
            spacing: 0

            Words {
                Layout.fillWidth: true
                text: root.heading
                color: root.ink
                font.weight: Font.Bold
            }
            Words {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.detail
                color: Theme.soft
                font.pixelSize: Theme.atLeast(14, 20)
            }
        }
        Pill {
            Layout.row: 0
            Layout.column: 2
            Layout.alignment: Qt.AlignRight
            visible: root.stateName !== ""
            text: root.stateName
            tone: root.tone
        }
        ActionButton {
            Layout.row: 0
            Layout.column: 2
            Layout.alignment: Qt.AlignRight
            visible: root.action !== ""
            implicitHeight: Theme.atLeast(48, 64)
            type: root.slim ? Theme.typeSmall : Theme.typeBody
            text: root.action
            onClicked: root.acted()
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Voucher

/// One line of a list: sign, two texts, and a state or something to do about it.
Rectangle {
    id: root

    /// A button in place of the state.
    property string action
    property bool faded: false
    property color ink: Theme.ink

    signal acted

    required property int first
    required property int second
    required property string heading
    required property string detail
    property string stateName
    required property var tone
    property int glyph: Glyph.Sheet
    readonly property bool narrow: width < 420
    /// So little room that the sign stands above the words.
    readonly property bool slim: width < 300

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
        columns: root.slim ? 1 : 4
        columnSpacing: Theme.atLeast(8, 22)
        rowSpacing: Theme.atLeast(6, 12)

        SignPair {
            visible: root.first >= 0
            opacity: root.faded ? 0.4 : 1
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
                kind: root.glyph
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
            Pill {
                visible: root.narrow && root.stateName !== ""
                Layout.topMargin: 4
                text: root.stateName
                tone: root.tone
            }
            ActionButton {
                visible: root.narrow && root.action !== ""
                Layout.topMargin: 6
                implicitHeight: Theme.touch
                type: Theme.typeSmall
                text: root.action
                onClicked: root.acted()
            }
        }
        Pill {
            visible: !root.narrow && root.stateName !== ""
            text: root.stateName
            tone: root.tone
        }
        ActionButton {
            visible: !root.narrow && root.action !== ""
            implicitHeight: Theme.atLeast(48, 64)
            text: root.action
            onClicked: root.acted()
        }
    }
}

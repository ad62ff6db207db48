import QtQuick
import QtQuick.Layouts
import Voucher

/// What choosing and typing a PIN have in common: title, dots, pad, one sentence when it helps, and ways out.
Rectangle {
    id: root

    property string title
    property string notice
    property string footer
    /// Whose PIN it is, where several share the tablet; -1 for none.
    property int pictogram: -1
    property alias open: pad.open
    /// Buttons below the pad, and whether there are any now.
    property alias ways: wayRow.data
    property bool hasWays: false

    readonly property bool wide: width > height

    signal complete(pin: string)

    function clear(): void {
        pad.clear();
    }

    anchors.fill: parent
    color: Theme.paper

    GridLayout {
        anchors.fill: parent
        anchors.margins: Theme.margin
        anchors.topMargin: root.wide ? Theme.margin : Theme.atLeast(24, 66)
        columns: root.wide ? 2 : 1
        columnSpacing: 2 * Theme.margin
        rowSpacing: Theme.atLeast(14, 40)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: root.wide
            spacing: Theme.atLeast(14, 36)

            Item {
                visible: root.wide
                Layout.fillHeight: true
            }
            SignTile {
                visible: root.pictogram >= 0
                Layout.alignment: Qt.AlignHCenter
                number: Math.max(0, root.pictogram)
                size: Theme.atLeast(44, 116)
            }
            Words {
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: root.title
                font.pixelSize: Theme.typeTitle
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
            }
            PinDots {
                Layout.alignment: Qt.AlignHCenter
                length: pad.length
                filled: pad.typed
            }
            Item {
                // Keeps its lines so that the pad never jumps.
                implicitHeight: Math.max(Theme.typeBody * 2.8, notice.implicitHeight)
                Layout.fillWidth: true

                Words {
                    id: notice
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: root.notice
                    color: Theme.sand.ink
                    font.weight: Font.Bold
                }
            }
            Item {
                visible: root.wide
                Layout.fillHeight: true
            }
            Words {
                visible: root.wide && text !== ""
                Layout.fillWidth: true
                horizontalAlignment: Text.AlignHCenter
                text: root.footer
                color: Theme.soft
                font.pixelSize: Theme.typeSmall
            }
            Item {
                id: wideWays
                visible: root.wide && root.hasWays
                implicitHeight: wayRow.implicitHeight
                Layout.fillWidth: true
            }
        }
        PinPad {
            id: pad
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: root.wide
            //: Key that takes away the last digit.
            eraseName: qsTr("Erase")
            onComplete: pin => root.complete(pin)
        }
        Item {
            visible: !root.wide
            Layout.fillHeight: true
        }
        Words {
            visible: !root.wide && text !== ""
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: root.footer
            color: Theme.soft
            font.pixelSize: Theme.typeSmall
        }
        Item {
            id: tallWays
            visible: !root.wide && root.hasWays
            implicitHeight: wayRow.implicitHeight
            Layout.fillWidth: true
        }
    }

    // One row, upright below all, lying below the words.
    RowLayout {
        id: wayRow
        parent: root.wide ? wideWays : tallWays
        width: parent ? parent.width : 0
        spacing: Theme.gap
    }
}

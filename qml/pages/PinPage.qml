import QtQuick
import QtQuick.Layouts
import Voucher

/// What choosing and typing a PIN have in common: title, dots, pad, one sentence when it helps.
Rectangle {
    id: root

    property string title
    property string notice
    property string footer
    property alias open: pad.open

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
    }
}

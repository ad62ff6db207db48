import QtQuick
import QtQuick.Layouts
import Voucher

/// The first start: connect to the municipality, or try without.
PageFrame {
    id: root

    required property SyncModel sync
    property bool explaining: false

    signal scanAsked
    signal practiceAsked

    title: explaining ? //: Title for someone without an invitation.
        qsTr("Without an invitation") :
        //: Title of the first start.
        qsTr("Connect to the municipality")

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: root.wide

        Glyph {
            visible: !root.low
            Layout.alignment: Qt.AlignLeft
            kind: root.explaining ? Glyph.Sheet : Glyph.Bank
            size: Theme.atLeast(56, 120)
            color: Theme.sea.ink
        }
        Words {
            Layout.fillWidth: true
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            text: root.explaining ? //: Where an invitation comes from.
                qsTr("The municipality prints an invitation for each device.") :
                //: What the first step needs.
                qsTr("Have the invitation from the municipality at hand.")
        }
        Words {
            Layout.fillWidth: true
            text: root.explaining ? //: How to get an invitation.
                qsTr("Ask for yours where you signed your contract. Until then you can try everything with a practice voucher: nothing is recorded.") :
                //: What happens after scanning.
                qsTr("You choose a PIN, scan the invitation, and compare six pictures with the office. It takes two minutes.")
        }
        Words {
            Layout.fillWidth: true
            visible: root.sync.waiting > 0 && !root.explaining
            //: Before a new connection, after a damaged file.
            text: qsTr("%n records were brought over. They are sent once the device is connected.", "", root.sync.waiting)
        }
    }
    Item {
        Layout.fillHeight: !root.wide
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            weight: ActionButton.Primary
            text: root.explaining ? //: Shows an offer of the practice voucher.
                qsTr("Try a practice voucher") :
                //: Opens the camera for the invitation.
                qsTr("Scan the invitation")
            onClicked: {
                if (root.explaining)
                    root.practiceAsked();
                else
                    root.scanAsked();
            }
        },
        ActionButton {
            Layout.fillWidth: true
            text: root.explaining ? //: One page back.
                qsTr("Back") :
                //: For someone who has no invitation yet.
                qsTr("I have no invitation")
            onClicked: root.explaining = !root.explaining
        }
    ]
}

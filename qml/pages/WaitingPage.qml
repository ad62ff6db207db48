pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// The invitation is kept: wait for the network, then compare six pictures with the officer's screen.
PageFrame {
    id: root

    required property EnrolModel enrol
    required property SyncModel sync

    signal scanAsked
    signal practiceAsked

    readonly property bool refusedHere: enrol.state === EnrolModel.Refused

    title: refusedHere ? //: The invitation is not known any more, or it expired.
        qsTr("This invitation is no longer valid") : enrol.state === EnrolModel.AwaitingOfficer ? //: Title above six pictures.
        qsTr("Compare with the office") :
        //: The invitation is kept until there is a network.
        qsTr("The invitation is kept")
    subtitle: refusedHere ? "" : enrol.state === EnrolModel.AwaitingOfficer ? //: Below "compare with the office".
        qsTr("The officer sees the same six pictures in the same order and confirms them.") :
        //: Below "the invitation is kept".
        qsTr("The connection is made by itself as soon as there is a network.")

    Card {
        id: card
        Layout.fillWidth: true
        Layout.fillHeight: root.wide
        padding: root.low ? Theme.gap : Theme.padding
        visible: root.enrol.state === EnrolModel.AwaitingOfficer

        GridLayout {
            id: grid
            Layout.fillWidth: true
            columns: 3
            rowSpacing: root.low ? Theme.gap : Theme.atLeast(14, 34)
            columnSpacing: Theme.gap

            Repeater {
                model: root.enrol.words

                ColumnLayout {
                    required property int index
                    required property int modelData
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    spacing: Theme.atLeast(4, 10)

                    SignTile {
                        id: word
                        Layout.alignment: Qt.AlignHCenter
                        Layout.preferredWidth: size
                        Layout.preferredHeight: size
                        number: parent.modelData
                        size: root.low ? 72 : Theme.atLeast(76, root.wide ? 160 : 168)
                    }
                    Words {
                        Layout.fillWidth: true
                        horizontalAlignment: Text.AlignHCenter
                        text: (parent.index + 1) + ". " + word.name
                        font.weight: Font.Bold
                        font.pixelSize: root.low ? Theme.typeSmall : Theme.typeBody
                    }
                }
            }
        }
    }
    Card {
        Layout.fillWidth: true
        Layout.fillHeight: root.wide
        visible: root.enrol.state !== EnrolModel.AwaitingOfficer

        Words {
            Layout.fillWidth: true
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            text: root.refusedHere ? //: Next step after an expired invitation.
                qsTr("Ask the municipality for a new one.") :
                //: While there is no network.
                qsTr("You can close the device meanwhile.")
        }
        Words {
            Layout.fillWidth: true
            text: root.refusedHere ? //: Why an invitation may have ended.
                qsTr("An invitation is good for seven days and for one device.") :
                //: While there is no network.
                qsTr("Until then you can try everything with a practice voucher: nothing is recorded.")
        }
    }
    Item {
        Layout.fillHeight: !root.wide
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            visible: root.refusedHere
            weight: ActionButton.Primary
            //: Opens the camera for the invitation.
            text: qsTr("Scan the invitation")
            onClicked: root.scanAsked()
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.enrol.state === EnrolModel.Waiting
            weight: ActionButton.Primary
            enabled: root.sync.link !== SyncModel.Working
            //: Tries to reach the municipality at once.
            text: qsTr("Try now")
            onClicked: root.sync.tryNow()
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.enrol.state !== EnrolModel.AwaitingOfficer
            //: Shows an offer of the practice voucher.
            text: qsTr("Try a practice voucher")
            onClicked: root.practiceAsked()
        }
    ]
}

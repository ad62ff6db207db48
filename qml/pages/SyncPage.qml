import QtQuick
import QtQuick.Layouts
import Voucher

/// How the conversation with the municipality stands, in words that say what to do.
PageFrame {
    id: root

    required property SyncModel sync

    signal back

    //: Title of the page about sending.
    title: qsTr("Sending to the municipality")

    readonly property string linkSentence: {
        switch (sync.link) {
        case SyncModel.Working:
            //: State of sending.
            return qsTr("Sending now …");
        case SyncModel.NoNetwork:
            //: State of sending.
            return qsTr("There is no network.");
        case SyncModel.NotTrusted:
            //: State of sending: the certificate is not the municipality's.
            return qsTr("This network does not lead safely to the municipality.");
        case SyncModel.ServerTrouble:
            //: State of sending.
            return qsTr("The municipality does not answer at the moment.");
        case SyncModel.ClosedGate:
            //: State of sending: a captive portal answers instead.
            return qsTr("This network asks for a sign-in first.");
        default:
            return sync.waiting > 0 ? //: State of sending.
                qsTr("Ready to send.") :
                //: State of sending.
                qsTr("Everything has been sent.");
        }
    }
    readonly property string linkStep: {
        switch (sync.link) {
        case SyncModel.Working:
            //: What to do about sending.
            return qsTr("You can carry on meanwhile.");
        case SyncModel.NoNetwork:
            //: What to do about sending.
            return qsTr("Everything is safe here. It is sent by itself when the network is back.");
        case SyncModel.NotTrusted:
            //: What to do about sending.
            return qsTr("Nothing was sent. Try another network, such as a phone's.");
        case SyncModel.ServerTrouble:
            //: What to do about sending.
            return qsTr("Everything is safe here. We try again by ourselves.");
        case SyncModel.ClosedGate:
            //: What to do about sending.
            return qsTr("Nothing was sent yet. Sign in to the network, or try another.");
        default:
            return sync.waiting > 0 ? //: What to do about sending.
                qsTr("It is sent by itself.") :
                //: What to do about sending.
                qsTr("You need do nothing.");
        }
    }

    readonly property string savingSentence: {
        switch (sync.saving) {
        case SyncModel.Saved:
            //: The records that wait were written on a USB stick for the office.
            return qsTr("%n record(s) saved on the USB stick. Give it to the municipality. They stay here, too.", "", sync.savedRecords);
        case SyncModel.NoStickToSave:
            //: There is nothing to write on.
            return qsTr("No USB stick was found. Put one in and try again.");
        case SyncModel.NotSaved:
            //: The stick is full or broken.
            return qsTr("The records were not saved on the USB stick. Everything stays here. Try again, or another stick.");
        default:
            return "";
        }
    }

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: root.wide

        Words {
            Layout.fillWidth: true
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            color: root.sync.waiting > 0 ? Theme.sand.ink : Theme.leaf.ink
            text: root.sync.waiting > 0 ? //: Records that wait on this device.
                qsTr("%n record(s) waiting", "", root.sync.waiting) :
                //: No record waits on this device.
                qsTr("No records waiting")
        }
        Words {
            Layout.fillWidth: true
            text: root.linkSentence + " " + root.linkStep
        }
        Words {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            color: Theme.soft
            text: root.sync.lastReceipt === "" ? //: No receipt has come yet.
                qsTr("No answer from the municipality yet.") :
                //: %1 is day and time.
                qsTr("Last answer from the municipality: %1").arg(root.sync.lastReceipt)
        }
        Words {
            Layout.fillWidth: true
            visible: root.sync.lists !== SyncModel.NoLists
            color: root.sync.lists === SyncModel.Fresh ? Theme.soft : Theme.sand.ink
            text: root.sync.lists === SyncModel.Fresh ? //: %1 is the day of the municipality's update.
                qsTr("Update from the municipality: %1").arg(root.sync.listsIssued) :
                root.sync.lists === SyncModel.Ageing ? //: %1 is the day of the municipality's update.
                qsTr("Update from the municipality: %1. Connect when you can.").arg(root.sync.listsIssued) :
                //: %1 is the day of the municipality's update.
                qsTr("Update from the municipality: %1. A new one is needed before the next record.").arg(root.sync.listsIssued)
        }
        UpdateWords {
            sync: root.sync
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
        }
        Words {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            visible: text !== ""
            text: root.savingSentence
        }
    }
    Item {
        Layout.fillHeight: !root.wide
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            weight: ActionButton.Primary
            enabled: root.sync.link !== SyncModel.Working
            //: Tries to reach the municipality at once.
            text: qsTr("Try now")
            onClicked: root.sync.tryNow()
        },
        ActionButton {
            Layout.fillWidth: true
            //: Takes the municipality's update from a USB stick, where there is no network.
            text: qsTr("Update from a USB stick")
            onClicked: root.sync.readStick()
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.sync.waiting > 0
            //: Writes what waits on a USB stick for the office, where there is no network.
            text: qsTr("Save on a USB stick")
            onClicked: root.sync.saveToStick()
        },
        ActionButton {
            Layout.fillWidth: true
            //: One page back.
            text: qsTr("Back")
            onClicked: root.back()
        }
    ]
}

import QtQuick
import QtQuick.Layouts
import Voucher

/// Hello: the PIN opens at its last digit.
PinPage {
    id: root

    required property UnlockModel unlock
    required property SyncModel sync

    signal recoveryAsked

    open: !unlock.working && unlock.problem !== UnlockModel.Wait && unlock.problem !== UnlockModel.Locked
    pictogram: unlock.several ? unlock.pictogram(unlock.chosen) : -1
    //: Title of the unlock screen.
    title: qsTr("Hello. Your PIN?")
    notice: {
        switch (unlock.problem) {
        case UnlockModel.Wrong:
            //: %n tries remain before the device locks.
            return qsTr("That was not it. %n more tries.", "", unlock.triesLeft);
        case UnlockModel.Wait:
            //: %n seconds until the next try.
            return qsTr("Please wait %n seconds and try again.", "", unlock.waitSeconds);
        case UnlockModel.Locked:
            return unlock.several ? //: No tries remain for this person; others can still open the device.
                qsTr("No more tries for this picture. Whoever manages this device gives a new PIN.") :
                sync.helpLine === "" ? //: No tries remain, and no telephone number is known yet.
                qsTr("This device is locked. The municipality will help.") :
                //: No tries remain; %1 is the municipality's telephone number.
                qsTr("This device is locked. The municipality will help: %1").arg(sync.helpLine);
        default:
            return "";
        }
    }
    hasWays: unlock.several || (unlock.problem === UnlockModel.Locked && unlock.canRecover)
    footer: sync.waiting > 0 && !unlock.several ? //: At the foot of the unlock screen.
        qsTr("%n record(s) waiting to be sent. They are sent while locked, too.", "", sync.waiting) : ""
    onComplete: pin => unlock.unlock(pin)

    ways: [
        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            visible: root.unlock.several
            //: Back to the pictures of those who share the device.
            text: qsTr("Someone else")
            onClicked: root.unlock.choose(0)
        },
        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            visible: root.unlock.problem === UnlockModel.Locked && root.unlock.canRecover
            //: Opens the pad for the number that the municipality reads out when a PIN is blocked.
            text: qsTr("Number from the municipality")
            onClicked: root.recoveryAsked()
        }
    ]

    Connections {
        target: root.unlock
        function onFailed(): void {
            root.clear();
        }
    }
}

import QtQuick
import Voucher

/// Hello: the PIN opens at its last digit.
PinPage {
    id: root

    required property UnlockModel unlock
    required property SyncModel sync

    open: !unlock.working && unlock.problem !== UnlockModel.Wait && unlock.problem !== UnlockModel.Locked
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
            return sync.helpLine === "" ? //: No tries remain, and no telephone number is known yet.
                qsTr("This device is locked. The municipality will help.") :
                //: No tries remain; %1 is the municipality's telephone number.
                qsTr("This device is locked. The municipality will help: %1").arg(sync.helpLine);
        default:
            return "";
        }
    }
    footer: sync.waiting > 0 ? //: At the foot of the unlock screen.
        qsTr("%n record(s) waiting to be sent. They are sent while locked, too.", "", sync.waiting) : ""
    onComplete: pin => unlock.unlock(pin)

    Connections {
        target: root.unlock
        function onFailed(): void {
            root.clear();
        }
    }
}

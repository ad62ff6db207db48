import QtQuick
import QtQuick.Layouts
import Voucher

/// The PIN once more, before what is not for everybody who picks the tablet up.
PinPage {
    id: root

    required property UnlockModel unlock

    signal back

    open: !unlock.working && unlock.problem !== UnlockModel.Wait
    pictogram: unlock.several ? unlock.pictogram(unlock.open) : -1
    hasWays: true
    //: Title: the person who has opened the device types the PIN again.
    title: qsTr("Your PIN once more")
    notice: {
        switch (unlock.problem) {
        case UnlockModel.Wrong:
            //: %n tries remain before the device locks.
            return qsTr("That was not it. %n more tries.", "", unlock.triesLeft);
        case UnlockModel.Wait:
            //: %n seconds until the next try.
            return qsTr("Please wait %n seconds and try again.", "", unlock.waitSeconds);
        default:
            return "";
        }
    }
    onComplete: pin => unlock.again(pin)

    ways: [
        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            //: One page back.
            text: qsTr("Back")
            onClicked: root.back()
        }
    ]

    Connections {
        target: root.unlock
        function onFailed(): void {
            root.clear();
        }
    }
}

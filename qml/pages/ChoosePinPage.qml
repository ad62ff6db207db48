import QtQuick
import QtQuick.Layouts
import Voucher

/// A new PIN, typed twice alike by its owner.
PinPage {
    id: root

    required property UnlockModel unlock
    /// Whether there is a page to go back to.
    property bool canLeave: false
    property string first
    property bool differed: false

    signal chosen(pin: string)
    signal back

    open: !unlock.working
    hasWays: canLeave
    title: first === "" ? //: Title when the first PIN is chosen.
        qsTr("Choose a PIN of six digits") :
        //: Title when the PIN is typed a second time.
        qsTr("The same PIN once more")
    notice: differed ? //: The second PIN was another one.
        qsTr("The two were not the same. Please begin again.") :
        unlock.problem === UnlockModel.TooCommon ? //: The PIN is among the commonest.
        qsTr("Many people choose this PIN. Please choose another.") :
        unlock.problem === UnlockModel.NotKept ? //: The disk is full or failed.
        qsTr("Nothing was changed: the device has no space left.") : ""
    //: At the foot while a PIN is chosen.
    footer: qsTr("It opens this device each day. Nobody at the municipality knows it.")

    onComplete: pin => {
        if (first === "") {
            first = pin;
            differed = false;
        } else if (first === pin) {
            root.chosen(pin);
            return;
        } else {
            first = "";
            differed = true;
        }
        clear();
    }

    ways: [
        ActionButton {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            visible: root.canLeave
            //: One page back.
            text: qsTr("Back")
            onClicked: root.back()
        }
    ]

    Connections {
        target: root.unlock
        function onFailed(): void {
            root.first = "";
            root.clear();
        }
    }
}

import QtQuick
import Voucher

/// The first PIN, typed twice alike.
PinPage {
    id: root

    required property UnlockModel unlock
    property string first
    property bool differed: false

    open: !unlock.working
    title: first === "" ? //: Title when the first PIN is chosen.
        qsTr("Choose a PIN of six digits") :
        //: Title when the PIN is typed a second time.
        qsTr("The same PIN once more")
    notice: differed ? //: The second PIN was another one.
        qsTr("The two were not the same. Please begin again.") :
        unlock.problem === UnlockModel.TooCommon ? //: The PIN is among the commonest.
        qsTr("Many people choose this PIN. Please choose another.") : ""
    //: At the foot while a PIN is chosen.
    footer: qsTr("It opens this device each day. Nobody at the municipality knows it.")

    onComplete: pin => {
        if (first === "") {
            first = pin;
            differed = false;
        } else if (first === pin) {
            unlock.choose(pin);
            return;
        } else {
            first = "";
            differed = true;
        }
        clear();
    }

    Connections {
        target: root.unlock
        function onFailed(): void {
            root.first = "";
            root.clear();
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// Who uses this tablet, for its managers: add one, give a new PIN, take one off.
PageFrame {
    id: root

    required property UnlockModel unlock
    /// Whose row was tapped; 0 for none.
    property int picked: 0
    property bool sure: false

    signal addAsked
    signal renewAsked(number: int)
    signal back

    function detail(number: int): string {
        const manages = unlock.manages(number) ? //: What a person may do.
            qsTr("Manages people, too") : //: What a person may do.
            qsTr("Records visits");
        //: In a list of people: the one who has opened the device.
        return number === unlock.open ? qsTr("You") + " · " + manages : manages;
    }

    //: Title of the list of those who use the device.
    title: qsTr("People of this device")
    subtitle: picked !== 0 || low ? "" : //: Below the title of the list of people.
        qsTr("Tap a picture for a new PIN or to take it off.")

    Repeater {
        model: root.unlock.operators

        PersonRow {
            required property int modelData

            Layout.fillWidth: true
            pictogram: root.unlock.pictogram(modelData)
            detail: root.detail(modelData)
            //: In a list of people: no tries remain for this PIN.
            stateName: root.unlock.blocked(modelData) ? qsTr("blocked") : ""
            chosen: root.picked === modelData
            onClicked: {
                root.picked = chosen ? 0 : modelData;
                root.sure = false;
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            visible: root.picked === 0
            enabled: root.unlock.operators.length < 12
            weight: ActionButton.Primary
            //: Begins with the name of a further person.
            text: qsTr("Add someone")
            onClicked: root.addAsked()
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.picked !== 0
            enabled: !root.unlock.working
            weight: ActionButton.Outline
            //: The picked person chooses a new PIN; it also opens one that is blocked.
            text: qsTr("New PIN")
            onClicked: root.renewAsked(root.picked)
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.picked !== 0 && root.picked !== root.unlock.open
            enabled: !root.unlock.working
            text: root.sure ? //: Second tap: the picked person cannot open the device any more.
                qsTr("Yes, take off") :
                //: The picked person will not open the device any more.
                qsTr("Take off")
            onClicked: {
                if (root.sure)
                    root.unlock.remove(root.picked);
                root.sure = !root.sure;
            }
        },
        ActionButton {
            Layout.fillWidth: true
            //: One page back.
            text: qsTr("Back")
            onClicked: root.back()
        }
    ]

    Connections {
        target: root.unlock
        function onDone(): void {
            root.picked = 0;
        }
    }
}

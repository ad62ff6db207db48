import QtQuick
import QtQuick.Layouts
import Voucher

/// Nobody can open the tablet any more: the code that the municipality reads out on the telephone.
PageFrame {
    id: root

    required property UnlockModel unlock
    required property SyncModel sync

    signal typed(code: string)
    signal back

    function grouped(code: string): string {
        return code.replace(/(.{4})(?=.)/g, "$1 ");
    }

    //: Title: the number that the municipality gives when a PIN is blocked.
    title: qsTr("Number from the municipality")
    subtitle: unlock.problem === UnlockModel.Wrong ? //: The typed code does not open the device.
        qsTr("That was not the number. Please ask for it again.") :
        unlock.problem === UnlockModel.Wait ? //: %n seconds until the next try.
        qsTr("Please wait %n seconds and try again.", "", unlock.waitSeconds) :
        sync.helpLine === "" ? //: No telephone number is known yet.
        qsTr("The municipality reads it out on the telephone. It works once.") :
        //: %1 is the municipality's telephone number.
        qsTr("The municipality reads it out on the telephone: %1. It works once.").arg(sync.helpLine)

    TypedBox {
        Layout.fillWidth: true
        typed: pad.number === "" ? "" : root.grouped(pad.number.padEnd(pad.length, "·"))
        empty: root.grouped("·".repeat(pad.length))
        doubtful: root.unlock.problem === UnlockModel.Wrong
    }
    NumberPad {
        id: pad
        Layout.fillWidth: true
        Layout.fillHeight: true
        //: Key that takes away the last character.
        eraseName: qsTr("Erase")
    }

    actions: [
        GridLayout {
            Layout.fillWidth: true
            columns: root.wide ? 1 : 2
            rowSpacing: Theme.gap
            columnSpacing: Theme.gap

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                //: One page back.
                text: qsTr("Back")
                onClicked: root.back()
            }
            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                implicitHeight: Theme.quietHeight
                type: Theme.typeBody
                weight: ActionButton.Primary
                enabled: pad.number.length === pad.length && !root.unlock.working
                //: After the code: a new PIN is chosen.
                text: qsTr("Next: a new PIN")
                onClicked: root.typed(pad.number)
            }
        }
    ]
}

import QtQuick
import QtQuick.Layouts
import Voucher

/// Someone new on this tablet: a name for the municipality, and what he may do.
PageFrame {
    id: root

    property int answer: 0

    signal named(name: string, manages: bool)
    signal back

    //: Title: a further person will use the device.
    title: qsTr("Someone new")
    subtitle: low ? "" : //: About the name that is typed below.
        qsTr("Only the municipality reads the name. It is not kept on the device.")

    TypedBox {
        Layout.fillWidth: true
        typed: pad.number
        //: Stands in the empty field for the new person's name.
        empty: qsTr("Name and surname")
    }
    NumberPad {
        id: pad
        Layout.fillWidth: true
        Layout.fillHeight: true
        length: 40
        //: The capital letters of the language, without accents, then a space and "<": the keys for a person's name.
        keys: qsTr("ABCDEFGHIJKLMNOPQRSTUVWXYZ <")
        //: Key that takes away the last character.
        eraseName: qsTr("Erase")
        //: Key for the space between two words.
        spaceName: qsTr("Space")
    }
    Choice {
        Layout.fillWidth: true
        chosen: root.answer
        answers: [
            //: What a new person may do.
            qsTr("Records visits"),
            //: What a new person may do: also add others and give new PINs.
            qsTr("Manages people, too")
        ]
        onPicked: index => root.answer = index
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
                enabled: pad.number.trim() !== ""
                //: After the name: the new person chooses a PIN.
                text: qsTr("Next: their PIN")
                onClicked: root.named(pad.number.trim(), root.answer === 1)
            }
        }
    ]
}

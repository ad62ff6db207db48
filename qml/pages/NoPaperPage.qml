import QtQuick
import QtQuick.Layouts
import Voucher

/// A day without paper: the operator's word, with the voucher number if somebody knows it. Always in review.
PageFrame {
    id: root

    required property DeskModel desk
    property bool typing: false

    signal back

    function grouped(number: string): string {
        return number.replace(/(.{4})(?=.)/g, "$1 ");
    }

    //: Title of the page for a family without its paper.
    title: typing ? qsTr("Voucher number") : qsTr("No paper today")
    subtitle: !typing ? "" : desk.numberDoubtful ? //: The typed number has a wrong check character.
        qsTr("One character does not fit. Please check the number.") : low ? "" :
        //: Where to find the voucher number.
        qsTr("The number is printed under the code.")

    Card {
        visible: !root.typing
        Layout.fillWidth: true
        Layout.fillHeight: root.wide

        Words {
            Layout.fillWidth: true
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            //: What happens without paper.
            text: qsTr("The visit is written down for review.")
        }
        Words {
            Layout.fillWidth: true
            //: Why the number helps.
            text: qsTr("The municipality looks at it and counts it afterwards. With the voucher number it is quicker.")
        }
        Words {
            Layout.fillWidth: true
            color: Theme.soft
            //: Under the explanation: the visit itself may go on.
            text: qsTr("The child may stay.")
        }
    }
    Item {
        visible: !root.typing
        Layout.fillHeight: !root.wide
    }

    TypedBox {
        visible: root.typing
        Layout.fillWidth: true
        typed: pad.number === "" ? "" : root.grouped(pad.number.padEnd(pad.length, "·"))
        empty: root.grouped("·".repeat(pad.length))
        doubtful: root.desk.numberDoubtful
    }
    NumberPad {
        id: pad
        visible: root.typing
        Layout.fillWidth: true
        Layout.fillHeight: true
        //: Key that takes away the last character.
        eraseName: qsTr("Erase")
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            visible: !root.typing
            weight: ActionButton.Primary
            //: Opens the pad for the voucher number.
            text: qsTr("Type the voucher number")
            onClicked: root.typing = true
        },
        ActionButton {
            Layout.fillWidth: true
            visible: !root.typing
            enabled: !root.desk.working
            //: Records the visit for review without any number.
            text: qsTr("It took place – without a number")
            onClicked: root.desk.noPaper()
        },
        GridLayout {
            Layout.fillWidth: true
            columns: root.typing && !root.wide ? 2 : 1
            rowSpacing: Theme.gap
            columnSpacing: Theme.gap

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                //: One page back.
                text: qsTr("Back")
                onClicked: {
                    if (root.typing)
                        root.typing = false;
                    else
                        root.back();
                }
            }
            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                visible: root.typing
                implicitHeight: Theme.quietHeight
                type: Theme.typeBody
                weight: ActionButton.Primary
                enabled: pad.number.length === pad.length && !root.desk.working
                //: Records the visit for review with the typed number.
                text: qsTr("Record for review")
                onClicked: root.desk.typeNumber(pad.number)
            }
        }
    ]
}

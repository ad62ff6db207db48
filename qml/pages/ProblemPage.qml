import QtQuick
import QtQuick.Layouts
import Voucher

/// The records of this device cannot be opened: what that means, and whom to call.
PageFrame {
    id: root

    required property StartModel start

    tone: Theme.stone
    glyph: Glyph.Minus
    //: Title when the program cannot start its work.
    title: qsTr("This device needs help")

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: root.wide

        Words {
            Layout.fillWidth: true
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            text: {
                switch (root.start.state) {
                case StartModel.Damaged:
                    //: The file with the records is damaged.
                    return qsTr("The file with the records is damaged.");
                case StartModel.Newer:
                    //: The file was written by a newer version of this program.
                    return qsTr("The records were written by a newer version of the app.");
                case StartModel.DiskFull:
                    //: No space is left.
                    return qsTr("The device has no space left.");
                default:
                    //: The folder is missing or not allowed.
                    return qsTr("The file with the records cannot be opened.");
                }
            }
        }
        Words {
            Layout.fillWidth: true
            text: {
                switch (root.start.state) {
                case StartModel.Damaged:
                    //: Next step for a damaged file.
                    return qsTr("Nothing was deleted. What can be read is brought over and sent to the municipality. Afterwards ask the municipality for a new invitation for this device.");
                case StartModel.Newer:
                    //: Next step for a newer file.
                    return qsTr("Nothing was lost. Install the latest version of the app.");
                case StartModel.DiskFull:
                    //: Next step for a full disk.
                    return qsTr("Nothing was lost. Remove files that are not needed and start again.");
                default:
                    //: Next step for a file that cannot be opened.
                    return qsTr("Nothing was deleted. Start the device again; if that does not help, call the municipality.");
                }
            }
        }
    }
    Item {
        Layout.fillHeight: !root.wide
    }

    actions: ActionButton {
        Layout.fillWidth: true
        visible: root.start.state === StartModel.Damaged
        weight: ActionButton.Primary
        //: Puts a damaged file aside and brings over the records that can be read.
        text: qsTr("Bring over what can be read")
        onClicked: {
            enabled = false;
            root.start.salvage();
        }
    }
}

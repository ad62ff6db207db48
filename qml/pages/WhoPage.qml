pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// Hello: who of several is it? One tap, then the PIN.
PageFrame {
    id: root

    required property UnlockModel unlock
    required property SyncModel sync

    //: Title where several people share the device; each has a picture.
    title: qsTr("Hello. Which one are you?")
    subtitle: sync.waiting > 0 ? //: At the foot of the unlock screen.
        qsTr("%n record(s) waiting to be sent. They are sent while locked, too.", "", sync.waiting) : ""

    GridLayout {
        id: grid
        readonly property int most: Math.max(2, Math.floor((width + Theme.gap) / (Theme.atLeast(104, 224) + Theme.gap)))

        Layout.fillWidth: true
        Layout.topMargin: Theme.atLeast(4, 12)
        columns: Math.min(most, root.unlock.operators.length > 4 ? 4 : 3)
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap

        Repeater {
            model: root.unlock.operators

            OperatorTile {
                required property int modelData

                Layout.fillWidth: true
                Layout.preferredWidth: 1
                pictogram: root.unlock.pictogram(modelData)
                onClicked: root.unlock.choose(modelData)
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }
}

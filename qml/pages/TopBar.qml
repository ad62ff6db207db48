import QtQuick
import Voucher

/// Who this device is, the lock, and what waits to be sent.
Item {
    id: root

    required property EnrolModel enrol
    required property SyncModel sync
    property bool canLock: true

    signal lockAsked
    signal waitingAsked

    width: parent ? parent.width : 0
    height: Math.max(Theme.touch, Theme.atLeast(48, 60))

    Tappable {
        id: lock
        visible: root.canLock
        width: Theme.atLeast(48, 56)
        height: width
        corner: width / 2
        anchors.verticalCenter: parent.verticalCenter
        //: Button with a padlock: asks for the PIN again.
        text: qsTr("Lock")
        onClicked: root.lockAsked()
        background: Rectangle {
            radius: width / 2
            color: Theme.sea.tint
        }
        contentItem: Item {
            Glyph {
                anchors.centerIn: parent
                kind: Glyph.Lock
                color: Theme.sea.ink
                size: Theme.atLeast(20, 26)
            }
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        anchors.left: root.canLock ? lock.right : parent.left
        anchors.leftMargin: root.canLock ? Theme.atLeast(8, 16) : 0
        anchors.right: pill.visible ? pill.left : parent.right
        anchors.rightMargin: Theme.gap

        Words {
            width: parent.width
            font.pixelSize: Theme.atLeast(15, 24)
            font.weight: Font.Bold
            //: %1 is the provider's number, as in the contract.
            text: root.enrol.state === EnrolModel.Done ? qsTr("Provider %1").arg(root.enrol.provider) :
                //: Before the device is connected to the municipality.
                qsTr("Practice")
        }
        Words {
            width: parent.width
            visible: root.enrol.terminal !== ""
            font.pixelSize: Theme.typeTiny
            color: Theme.dark ? Theme.soft : Theme.stone.ink
            //: %1 is the device's short name, which the office sees too.
            text: qsTr("Device %1").arg(root.enrol.terminal)
        }
    }

    PillButton {
        id: pill
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: root.enrol.state === EnrolModel.Done
        readonly property bool waits: root.sync.waiting > 0
        tone: waits ? Theme.sand : Theme.leaf
        glyph: waits ? Glyph.Clock : Glyph.Check
        text: waits ? //: Records that wait to be sent; in a small pill.
            qsTr("%n waiting", "", root.sync.waiting) :
            //: No record waits; in a small pill.
            qsTr("all sent")
        onClicked: root.waitingAsked()
    }
}

import QtQuick
import QtQuick.Layouts
import Voucher

/// Not recorded: one sentence, one next step, and no dead end while a child stands there.
PageFrame {
    id: root

    required property DeskModel desk
    required property EnrolModel enrol
    required property SyncModel sync

    readonly property refusedView refused: desk.refused

    signal waitingAsked

    tone: Theme.stone
    glyph: Glyph.Minus
    //: Title of a refusal; never red, never alarming.
    title: qsTr("Not recorded")
    bar: TopBar {
        enrol: root.enrol
        sync: root.sync
        canLock: false
        onWaitingAsked: root.waitingAsked()
    }

    Card {
        id: card
        Layout.fillWidth: true
        Layout.fillHeight: root.wide
        padding: root.low ? Theme.atLeast(16, 20) : Theme.padding

        Words {
            Layout.fillWidth: true
            text: root.refused.sentence
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
        }
        Words {
            Layout.fillWidth: true
            text: root.refused.stepBefore
            font.pixelSize: Theme.atLeast(17, 27)
        }
        Words {
            Layout.fillWidth: true
            Layout.topMargin: -Theme.gap / 2
            visible: text !== ""
            text: root.refused.telephone
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            color: Theme.sea.ink
        }
        Words {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.refused.stepAfter
            font.pixelSize: Theme.atLeast(17, 27)
        }
        Words {
            Layout.fillWidth: true
            visible: root.wide && root.refused.childMayStay
            //: Under a refusal: the visit itself may go on.
            text: qsTr("The child may stay.")
            color: Theme.soft
        }
    }
    Words {
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        visible: !root.wide && root.refused.childMayStay
        horizontalAlignment: Text.AlignHCenter
        //: Under a refusal: the visit itself may go on.
        text: qsTr("The child may stay.")
        color: Theme.stone.ink
    }
    Item {
        Layout.fillHeight: !root.wide
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            weight: ActionButton.Primary
            enabled: !root.desk.working
            //: Goes back to scanning.
            text: qsTr("OK")
            onClicked: root.desk.next()
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.refused.canNote
            enabled: !root.desk.working
            line: Theme.stone.line
            //: The operator's word that the visit took place, for review by the municipality.
            text: qsTr("It took place – for review")
            onClicked: root.desk.note()
        }
    ]
}

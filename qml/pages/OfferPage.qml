import QtQuick
import QtQuick.Layouts
import Voucher

/// Ready to record: the child's sign, what remains, one action. Left alone, it folds its details away and says that
/// nothing is recorded yet.
PageFrame {
    id: root

    required property DeskModel desk
    required property EnrolModel enrol
    required property SyncModel sync
    required property Answers answers
    property int patience: 15000

    signal waitingAsked

    readonly property offerView offer: desk.offer
    property bool folded: false
    /// So much to read beside the child's sign that the sign steps back a little.
    readonly property bool crowded: (offer.asksClosedDay ? 1 : 0) + (offer.asksClock ? 1 : 0) + offer.sentences.length > (wide ? 0 : 1)
    readonly property bool answered: (!offer.asksClosedDay || answers.reason > 0) && (!offer.asksClock || answers.clockRight)

    function euros(amount: int): string {
        return (amount / 100).toLocaleString(Qt.locale("el_GR"), "f", 2) + " €";
    }

    title: folded ? //: Title when the screen was left alone before the visit was recorded.
        qsTr("Not recorded yet") :
        //: Title above the offer.
        qsTr("Ready to record")
    subtitle: folded ? //: Below "not recorded yet".
        qsTr("The details are hidden. Nothing has been recorded.") : ""
    bar: TopBar {
        enrol: root.enrol
        sync: root.sync
        canLock: false
        onWaitingAsked: root.waitingAsked()
    }

    Timer {
        interval: root.patience
        running: !root.folded && !root.desk.working
        onTriggered: root.folded = true
    }

    // What must be answered stands first, where nobody has to look for it.
    Notice {
        visible: root.offer.asksClosedDay && !root.folded
        Layout.fillWidth: true
        tone: Theme.sand
        //: A holiday: the operator is asked why the visit takes place all the same.
        text: qsTr("Today is a holiday for the programme. If the visit takes place, tell us the reason. The municipality will see it.")

        Choice {
            Layout.fillWidth: true
            answers: [
                //: Reason for a visit on a holiday.
                qsTr("By agreement"),
                //: Reason for a visit on a holiday.
                qsTr("Event"),
                //: Reason for a visit on a holiday.
                qsTr("Another reason")
            ]
            chosen: root.answers.reason - 1
            onPicked: index => root.answers.reason = index + 1
        }
    }

    Notice {
        visible: root.offer.asksClock && !root.folded
        Layout.fillWidth: true
        tone: Theme.sand
        //: %1 is the device's day and time. The operator looks at a watch.
        text: qsTr("The date of this device seems wrong. It shows %1.").arg(root.offer.now)

        Choice {
            Layout.fillWidth: true
            answers: [
                //: The operator confirms the device's day and time.
                qsTr("The day and time are right")
            ]
            chosen: root.answers.clockRight ? 0 : -1
            onPicked: root.answers.clockRight = !root.answers.clockRight
        }
    }

    Card {
        id: card
        visible: !root.folded
        Layout.fillWidth: true
        Layout.fillHeight: root.wide
        padding: root.low || root.crowded ? Theme.gap : Theme.padding
        spacing: root.low ? Theme.atLeast(6, 18) : root.crowded ? Theme.atLeast(6, 10) : Theme.atLeast(10, 26)

        SignPair {
            id: sign
            Layout.alignment: Qt.AlignHCenter
            first: root.offer.firstSign
            second: root.offer.secondSign
            size: root.low ? 64 : root.crowded ? Theme.atLeast(64, 120) : Theme.atLeast(84, 168)
        }
        Words {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: sign.names
            color: Theme.soft
        }
        Dots {
            visible: !root.offer.cents && root.offer.quantity > 0 && root.offer.quantity <= 20
            Layout.alignment: Qt.AlignHCenter
            total: visible ? root.offer.quantity : 1
            used: root.offer.used
            room: card.width - 2 * card.padding
        }
        Words {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Theme.typeLarge
            font.weight: Font.Bold
            text: root.offer.cents ? //: %1 is a sum like 35,00 €.
                qsTr("%1 left").arg(root.euros(root.offer.left)) :
                //: What remains before this visit is recorded.
                qsTr("%n visit(s) left", "", root.offer.left)
        }
        Words {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            color: Theme.soft
            text: (root.offer.cents ? "" : //: Visits already recorded in this month.
                   qsTr("%n this month", "", root.offer.usedThisMonth) + " · ") +
                //: %1 is a day like 30/06/2027.
                qsTr("valid until %1").arg(root.offer.validUntil)
        }
    }

    // Hidden rather than taken away: a screen reader may be reading it at this moment.
    ColumnLayout {
        visible: !root.folded && root.offer.sentences.length > 0
        Layout.fillWidth: true
        spacing: Theme.gap

        Repeater {
            model: root.offer.sentences

            Notice {
                required property string modelData
                Layout.fillWidth: true
                text: modelData
            }
        }
    }

    Item {
        Layout.fillHeight: !root.wide
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            Layout.preferredHeight: root.low ? Theme.mainHeight + 16 : root.wide ? Theme.atLeast(88, 220) : Theme.tallHeight
            weight: ActionButton.Primary
            enabled: root.folded || (root.answered && !root.desk.working)
            text: root.folded ? //: Shows the offer again.
                qsTr("Continue") : root.offer.cents ? //: Main button; %1 is a sum like 12,50 €.
                qsTr("Record %1").arg(root.euros(root.offer.amount)) :
                //: Main button: records the visit.
                qsTr("Record %n visit(s)", "", root.offer.amount)
            onClicked: {
                if (root.folded)
                    root.folded = false;
                else
                    root.desk.confirm(root.answers.reason, root.answers.clockRight);
            }
        },
        ActionButton {
            Layout.fillWidth: true
            enabled: !root.desk.working
            //: Leaves the offer; nothing is recorded.
            text: qsTr("Not now")
            onClicked: root.desk.next()
        }
    ]
}

import QtQuick
import QtQuick.Layouts
import Voucher

/// What became of the visit: safe on this device, then on its way, then the municipality's word. Never green before
/// the receipt is here.
PageFrame {
    id: root

    required property DeskModel desk
    required property EnrolModel enrol
    required property SyncModel sync
    property int patience: 15000

    signal waitingAsked

    readonly property recordedView recorded: desk.recorded
    readonly property int entryState: recorded.state
    readonly property bool counted: entryState === EntryState.Counted || entryState === EntryState.Remarked
    readonly property bool judged: counted || entryState === EntryState.Review || entryState === EntryState.Rejected
    property bool folded: false

    function clock(seconds: int): string {
        return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }

    tone: recorded.practice ? Theme.sea : counted ? Theme.leaf : entryState === EntryState.Review ? Theme.plum
        : entryState === EntryState.Rejected || entryState === EntryState.Voided ? Theme.stone : Theme.sand
    glyph: recorded.practice ? Glyph.Check : counted ? Glyph.Bank : entryState === EntryState.Review ? Glyph.Magnifier
        : entryState === EntryState.Rejected ? Glyph.Minus : entryState === EntryState.Voided ? Glyph.Undo : Glyph.Tablet

    title: {
        if (entryState === EntryState.Voided)
            //: Title after "Undo".
            return qsTr("Taken back");
        if (recorded.practice)
            //: Title after a practice voucher.
            return qsTr("Just like this, for real");
        switch (entryState) {
        case EntryState.Sent:
            //: Title: the municipality has it but has not judged it.
            return qsTr("Sent to the municipality");
        case EntryState.Counted:
        case EntryState.Remarked:
            //: Title: only once the municipality's receipt is here.
            return qsTr("Counted by the municipality");
        case EntryState.Review:
            //: Title: the municipality looks at it.
            return qsTr("In review");
        case EntryState.Rejected:
            //: Title: the municipality does not count it.
            return qsTr("Not counted");
        default:
            return recorded.note ? //: Title: the operator's word is safe on this device.
                qsTr("Recorded for review") :
                //: Title: safe on this device, not yet sent.
                qsTr("Recorded on this device");
        }
    }
    subtitle: {
        if (entryState === EntryState.Voided)
            //: Below "taken back".
            return qsTr("The visit is not counted.");
        if (recorded.practice)
            //: Below the title after a practice voucher.
            return qsTr("This was practice: it counts nowhere.");
        switch (entryState) {
        case EntryState.Sent:
            //: Below "sent to the municipality".
            return qsTr("It is safe. The answer is on its way.");
        case EntryState.Counted:
            return recorded.recordedAt;
        case EntryState.Remarked:
            //: %1 is day and time. Counted, with a remark.
            return qsTr("%1 · with a remark").arg(recorded.recordedAt);
        case EntryState.Review:
            //: Below "in review".
            return qsTr("The municipality is looking at it. You need do nothing.");
        case EntryState.Rejected:
            //: Below "not counted".
            return qsTr("It is kept. The municipality can tell you the reason.");
        default:
            //: Below "recorded on this device".
            return qsTr("It is safe. It will be sent as soon as there is a connection.");
        }
    }

    bar: TopBar {
        enrol: root.enrol
        sync: root.sync
        canLock: false
        onWaitingAsked: root.waitingAsked()
    }

    Timer {
        interval: root.patience
        running: !root.folded
        onTriggered: root.folded = true
    }

    Item {
        Layout.fillHeight: root.wide
    }
    SignPair {
        visible: root.recorded.signKnown
        opacity: root.folded ? 0 : 1
        Layout.alignment: Qt.AlignHCenter
        first: root.recorded.firstSign
        second: root.recorded.secondSign
        size: root.low ? 64 : Theme.atLeast(60, root.wide ? 160 : 121)
    }
    Words {
        visible: text !== ""
        opacity: root.folded ? 0 : 1
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.atLeast(18, 30)
        font.weight: Font.Bold
        text: {
            if (root.recorded.note || !root.recorded.leftKnown || root.entryState === EntryState.Voided)
                return "";
            if (root.recorded.cents)
                //: %1 is a sum like 35,00 €.
                return qsTr("%1 left").arg((root.recorded.left / 100).toLocaleString(Qt.locale("el_GR"), "f", 2) + " €");
            // After a restart the account of that moment is not known any more.
            if (root.recorded.visit === 0)
                return "";
            //: Which visit of the voucher this was; %1 is a number: "visit 4".
            return qsTr("Visit %1").arg(root.recorded.visit) + " · " +
                //: After "visit 4": how many remain.
                qsTr("%n left", "", root.recorded.left);
        }
    }
    Way {
        visible: !root.recorded.practice && root.entryState !== EntryState.Voided
        Layout.fillWidth: true
        Layout.topMargin: Theme.atLeast(6, 28)
        tone: root.tone
        reached: root.judged ? 3 : root.entryState === EntryState.Sent ? 2 : 1
        //: First step of the way, with its time below.
        labels: [qsTr("On this device"),
            //: Second step of the way.
            qsTr("At the municipality"), root.entryState === EntryState.Rejected ? //: Last step of the way.
                qsTr("Not counted") : root.recorded.note && !root.counted || root.entryState === EntryState.Review ? //: Last step of the way.
                qsTr("In review") : //: Last step of the way.
                qsTr("Counted")]
        times: [root.recorded.recordedTime, root.recorded.sentTime, root.recorded.judgedTime]
        glyphs: [Glyph.Check, Glyph.Up, root.entryState === EntryState.Review || root.recorded.note && !root.counted ? Glyph.Magnifier : Glyph.Bank]
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            weight: ActionButton.Primary
            enabled: !root.desk.working
            //: Goes back to scanning.
            text: qsTr("Next child")
            onClicked: root.desk.next()
        },
        ActionButton {
            Layout.fillWidth: true
            visible: root.desk.undoSecondsLeft > 0 && root.entryState !== EntryState.Voided
            enabled: !root.desk.working
            line: root.tone.line
            //: %1 is the time left like 14:52.
            text: qsTr("Undo · %1 left").arg(root.clock(root.desk.undoSecondsLeft))
            onClicked: root.desk.undo()
        }
    ]
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// My month: what is counted, what waits, what is in review; a bar a day; each visit by sign, never by name.
PageFrame {
    id: root

    required property HistoryModel history
    required property SyncModel sync
    required property UnlockModel unlock

    signal peopleAsked
    signal back

    function dayName(daysAgo: int, date: string): string {
        //: In front of a time: "today 17:42".
        return daysAgo === 0 ? qsTr("Today") :
            //: In front of a time: "yesterday 17:42".
            daysAgo === 1 ? qsTr("Yesterday") : date;
    }

    function stateName(entryState: int): string {
        switch (entryState) {
        case EntryState.OnDevice:
            //: State of one visit, in a small pill.
            return qsTr("on this device");
        case EntryState.Sent:
            //: State of one visit, in a small pill.
            return qsTr("sent");
        case EntryState.Counted:
            //: State of one visit, in a small pill.
            return qsTr("counted");
        case EntryState.Remarked:
            //: State of one visit, in a small pill: counted, with a remark.
            return qsTr("counted, remark");
        case EntryState.Review:
            //: State of one visit, in a small pill.
            return qsTr("in review");
        case EntryState.Rejected:
            //: State of one visit, in a small pill.
            return qsTr("not counted");
        default:
            //: State of one visit, in a small pill: undone.
            return qsTr("taken back");
        }
    }

    function stateTone(entryState: int): var {
        switch (entryState) {
        case EntryState.OnDevice:
        case EntryState.Sent:
            return Theme.sand;
        case EntryState.Counted:
        case EntryState.Remarked:
            return Theme.leaf;
        case EntryState.Review:
            return Theme.plum;
        default:
            return Theme.stone;
        }
    }

    function detail(kind: int, visit: int, left: int): string {
        switch (kind) {
        case HistoryModel.Note:
            //: A visit without an offer, in the list.
            return qsTr("written down for review");
        case HistoryModel.Absence:
            //: A child that did not come, in the list.
            return qsTr("absent");
        case HistoryModel.Practice:
            //: A practice voucher, in the list.
            return qsTr("practice");
        default:
            //: Which visit of the voucher this was; %1 is a number: "visit 4".
            return visit > 0 ? qsTr("Visit %1").arg(visit) + " · " +
                //: After "visit 4": how many remain.
                qsTr("%n left", "", left) : "";
        }
    }

    //: Title of the month's list.
    title: qsTr("My month")
    subtitle: {
        // Until the ledger has answered there is no month.
        if (root.history.month === 0)
            return "";
        const month = Qt.locale(Qt.uiLanguage).standaloneMonthName(root.history.month - 1, Locale.LongFormat);
        return month.charAt(0).toUpperCase() + month.slice(1) + " " + root.history.year;
    }

    Component.onCompleted: history.open()

    Card {
        Layout.fillWidth: true
        padding: Theme.atLeast(16, 34)

        Flow {
            Layout.fillWidth: true
            spacing: Theme.atLeast(10, 22)

            Words {
                //: Total of the month; visits the municipality has counted.
                text: qsTr("%n counted", "", root.history.counted)
                color: Theme.leaf.ink
                font.pixelSize: Theme.typeLarge
                font.weight: Font.Bold
            }
            Words {
                visible: root.history.waiting > 0
                height: Theme.typeLarge * 1.36
                verticalAlignment: Text.AlignBottom
                //: Total of the month; visits that wait to be sent or judged.
                text: qsTr("%n waiting", "", root.history.waiting)
                color: Theme.sand.ink
                font.weight: Font.Bold
            }
            Words {
                visible: root.history.review > 0
                height: Theme.typeLarge * 1.36
                verticalAlignment: Text.AlignBottom
                //: Total of the month; visits the municipality looks at.
                text: qsTr("%n in review", "", root.history.review)
                color: Theme.plum.ink
                font.weight: Font.Bold
            }
        }
        Bars {
            visible: days > 0
            Layout.fillWidth: true
            first: root.history.countedByDay
            second: root.history.waitingByDay
            third: root.history.reviewByDay
            tones: [Theme.leaf, Theme.sand, Theme.plum]
        }
    }

    Words {
        visible: root.history.count === 0
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        horizontalAlignment: Text.AlignHCenter
        //: The month's list is empty.
        text: qsTr("No visits yet this month.")
        color: Theme.soft
    }

    Repeater {
        model: root.history

        VisitRow {
            id: visitRow
            required property int firstSign
            required property int secondSign
            required property bool signKnown
            required property int daysAgo
            required property string date
            required property string time
            required property int kind
            required property int entryState
            required property int visit
            required property int remaining

            Layout.fillWidth: true
            first: signKnown ? firstSign : -1
            second: signKnown ? secondSign : -1
            heading: root.dayName(daysAgo, date) + " " + time
            detail: root.detail(kind, visit, remaining)
            stateName: root.stateName(visitRow.entryState)
            tone: root.stateTone(visitRow.entryState)
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            visible: root.unlock.isManager
            //: Opens the list of those who use the device.
            text: qsTr("People of this device")
            onClicked: root.peopleAsked()
        },
        GridLayout {
            Layout.fillWidth: true
            columns: root.wide || !send.visible ? 1 : 2
            rowSpacing: Theme.gap
            columnSpacing: Theme.gap

            ActionButton {
                id: send
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                visible: root.sync.waiting > 0
                enabled: root.sync.link !== SyncModel.Working
                implicitHeight: Theme.quietHeight
                weight: ActionButton.Primary
                type: Theme.typeBody
                //: Sends what waits, at once.
                text: qsTr("Send now")
                onClicked: root.sync.tryNow()
            }
            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                //: One page back.
                text: qsTr("Back")
                onClicked: root.back()
            }
        }
    ]
}

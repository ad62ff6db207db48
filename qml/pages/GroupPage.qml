pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// One child after the other before the camera: each good code is recorded at once and stands in the list by its sign.
PageFrame {
    id: root

    required property GroupModel group
    required property ScanModel scan
    required property PicturesModel pictures
    required property EnrolModel enrol
    required property SyncModel sync

    /// What became of the last code is being said over the picture.
    property alias telling: flash.visible

    signal noPaperAsked
    signal waitingAsked
    signal picturesAsked

    function headingOf(childState: int, time: string): string {
        switch (childState) {
        case GroupModel.Recorded:
            //: A child's line in the group; %1 is a time.
            return qsTr("Recorded %1").arg(time);
        case GroupModel.Noted:
            //: A child's line in the group: the operator's word; %1 is a time.
            return qsTr("For review %1").arg(time);
        case GroupModel.Asks:
            //: A child's line in the group: its offer has a question.
            return qsTr("Needs an answer");
        case GroupModel.Removed:
            //: A child's line in the group: its record was taken back.
            return qsTr("Taken off");
        default:
            //: A child's line in the group: refused.
            return qsTr("Not recorded");
        }
    }

    function toneOf(childState: int): var {
        switch (childState) {
        case GroupModel.Recorded:
            return Theme.sand;
        case GroupModel.Noted:
            return Theme.plum;
        case GroupModel.Asks:
            return Theme.sea;
        default:
            return Theme.stone;
        }
    }

    //: Title of the list of children; without any yet.
    title: group.children === 0 ? qsTr("Group") :
        //: Title of the list of children; %n are recorded.
        qsTr("Group · %n child(ren)", "", group.children)
    subtitle: group.unsettled === 0 ? "" : //: Below the title: so many children wait for an answer or a note.
        qsTr("%n child(ren) need a look", "", group.unsettled)
    bar: TopBar {
        enrol: root.enrol
        sync: root.sync
        canLock: false
        onWaitingAsked: root.waitingAsked()
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: root.wide ? 2 : 1
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap

        ScanView {
            id: camera
            scan: root.scan
            pictures: root.pictures
            ground: root.color
            covered: flash.visible
            onPicturesAsked: root.picturesAsked()
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 10
            Layout.preferredHeight: 10

            Rectangle {
                id: flash

                property int childState: GroupModel.Recorded
                property string time
                property bool signKnown: false
                property int first: 0
                property int second: 0
                readonly property var tone: root.toneOf(childState)

                visible: false
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.atLeast(6, 20)
                width: Math.min(parent.width - 2 * Theme.gap, said.implicitWidth + 2 * Theme.gap)
                height: said.implicitHeight + Theme.gap
                radius: Theme.radius
                color: tone.tint

                ColumnLayout {
                    id: said
                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.gap
                    spacing: Theme.atLeast(4, 10)

                    SignPair {
                        visible: flash.signKnown
                        Layout.alignment: Qt.AlignHCenter
                        first: flash.first
                        second: flash.second
                        size: Math.min(Theme.atLeast(48, 120), camera.height / 3)
                    }
                    Words {
                        Layout.fillWidth: true
                        horizontalAlignment: Text.AlignHCenter
                        text: root.headingOf(flash.childState, flash.time)
                        color: flash.tone.ink
                        font.weight: Font.Bold
                    }
                }
                Timer {
                    id: flashTime
                    interval: 2000
                    onTriggered: flash.visible = false
                }
            }
        }

        ColumnLayout {
            id: rows
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 14
            Layout.preferredHeight: 12
            spacing: Theme.atLeast(6, 12)

            Notice {
                visible: text !== ""
                Layout.fillWidth: true
                text: root.group.said
            }
            // The list keeps its place while it is empty: a layout of Qt 6.4 gives none to an item that was hidden at first.
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true

                Words {
                    visible: root.group.count === 0
                    anchors.fill: parent
                    verticalAlignment: Text.AlignVCenter
                    horizontalAlignment: Text.AlignHCenter
                    //: The group's list is still empty: what opening the group means.
                    text: qsTr("Show one code after the other. Each voucher is recorded at once; you can take it off again.")
                    color: Theme.soft
                }
                Flickable {
                    id: list
                    anchors.fill: parent
                    contentHeight: childRows.height
                    boundsBehavior: Flickable.StopAtBounds
                    clip: true

                    Column {
                        id: childRows
                        width: list.width
                        spacing: rows.spacing

                        Repeater {
                            model: root.group

                            VisitRow {
                                required property int number
                                required property bool signKnown
                                required property int firstSign
                                required property int secondSign
                                required property int childState
                                required property string time
                                required property string sentence
                                required property string step
                                required property bool removable
                                required property bool canOpen

                                width: list.width
                                first: signKnown ? firstSign : -1
                                second: signKnown ? secondSign : -1
                                faded: childState === GroupModel.Removed
                                tone: root.toneOf(childState)
                                ink: tone.ink
                                glyph: childState === GroupModel.Refused ? Glyph.Minus : Glyph.Sheet
                                heading: sentence !== "" && childState !== GroupModel.Recorded ? sentence : root.headingOf(childState, time)
                                detail: childState === GroupModel.Recorded ? sentence : step
                                action: removable ? //: A child's line in the group: takes the record back.
                                    qsTr("Take off") : canOpen ? //: A child's line in the group: shows its own page, to answer or to note.
                                    qsTr("Open") : ""
                                onActed: {
                                    if (removable)
                                        root.group.remove(number);
                                    else
                                        root.group.openLine(number);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    Connections {
        // For the linter of Qt 6.4 a list model is no object.
        target: root.group // qmllint disable
        function onTold(row: int, childState: int, time: string, signKnown: bool, first: int, second: int): void {
            // The latest stands on top; an earlier child that came again is brought to the middle.
            const middle = (row + 0.5) * childRows.height / root.group.count - list.height / 2;
            list.contentY = Math.max(0, Math.min(middle, childRows.height - list.height));
            flash.childState = childState;
            flash.time = time;
            flash.signKnown = signKnown;
            flash.first = first;
            flash.second = second;
            flash.visible = true;
            flashTime.restart();
        }
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            weight: ActionButton.Primary
            //: Ends the group and goes back to scanning one child.
            text: qsTr("Close group")
            onClicked: root.group.finish()
        },
        ActionButton {
            Layout.fillWidth: true
            //: The family has no paper with it today.
            text: qsTr("No paper")
            onClicked: root.noPaperAsked()
        }
    ]
}

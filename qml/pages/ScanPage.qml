import QtQuick
import QtQuick.Layouts
import Voucher

/// Show the code: the camera, one hint when it helps, and the ways out for a day without paper.
PageFrame {
    id: root

    required property ScanModel scan
    required property PicturesModel pictures
    required property EnrolModel enrol
    required property SyncModel sync
    required property UnlockModel unlock

    signal groupAsked
    signal noPaperAsked
    signal monthAsked
    signal waitingAsked
    signal picturesAsked

    //: Title: the family shows the voucher's QR code.
    title: qsTr("Show the code")
    bar: TopBar {
        enrol: root.enrol
        sync: root.sync
        onLockAsked: root.unlock.lock()
        onWaitingAsked: root.waitingAsked()
    }

    UpdateWords {
        sync: root.sync
        Layout.fillWidth: true
    }
    ScanView {
        scan: root.scan
        pictures: root.pictures
        ground: root.color
        Layout.fillWidth: true
        Layout.fillHeight: true
        onPicturesAsked: root.picturesAsked()
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            weight: ActionButton.Outline
            //: Opens the list for one child after the other; each good code is then recorded at once.
            text: qsTr("Group")
            onClicked: root.groupAsked()
        },
        GridLayout {
            Layout.fillWidth: true
            columns: root.wide ? 1 : 2
            rowSpacing: Theme.gap
            columnSpacing: Theme.gap

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                //: The family has no paper with it today.
                text: qsTr("No paper")
                onClicked: root.noPaperAsked()
            }
            ActionButton {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                //: Opens the list of this month's visits.
                text: qsTr("My month")
                onClicked: root.monthAsked()
            }
        }
    ]
}

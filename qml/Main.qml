import QtQuick
import Voucher

/// The window: measures by its short side, colours by the hour or the machine's wish.
Window {
    id: root

    required property StartModel start
    required property UnlockModel unlock
    required property EnrolModel enrol
    required property ScanModel scan
    required property PicturesModel pictures
    required property DeskModel desk
    required property GroupModel group
    required property HistoryModel history
    required property SyncModel sync
    property bool dark: false
    property bool motion: true

    width: 800
    height: 1280
    minimumWidth: 360
    minimumHeight: 360
    visible: true
    color: Theme.paper
    //: The window's title.
    title: qsTr("Vouchers")

    Binding {
        target: root.scan
        property: "shown"
        value: root.visible && root.visibility !== Window.Minimized && Application.state !== Qt.ApplicationSuspended
            && Application.state !== Qt.ApplicationHidden
    }
    Binding {
        target: Theme
        property: "unit"
        value: Math.min(root.width, root.height) / 800
    }
    Binding {
        target: Theme
        property: "dark"
        value: root.dark
    }
    Binding {
        target: Theme
        property: "motion"
        value: root.motion
    }

    Shell {
        anchors.fill: parent
        start: root.start
        unlock: root.unlock
        enrol: root.enrol
        scan: root.scan
        pictures: root.pictures
        desk: root.desk
        group: root.group
        history: root.history
        sync: root.sync
    }
}

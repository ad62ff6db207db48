import QtQuick
import QtQuick.Layouts
import Voucher

/// The camera looks for the invitation.
PageFrame {
    id: root

    required property ScanModel scan
    required property PicturesModel pictures
    required property EnrolModel enrol

    signal back

    //: Title while the camera looks for the invitation.
    title: qsTr("Show the invitation")
    subtitle: enrol.notAnInvitation ? //: The scanned code is something else.
        qsTr("This is another code. The invitation is the sheet with the title “Connect to the municipality”.") : ""

    ScanView {
        scan: root.scan
        pictures: root.pictures
        listsPictures: false
        ground: root.color
        Layout.fillWidth: true
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            //: One page back.
            text: qsTr("Back")
            onClicked: root.back()
        }
    ]
}

import QtQuick
import QtMultimedia
import Voucher

/// The camera with its states in words. Codes are wanted for as long as this is on the screen.
CameraView {
    id: root

    required property ScanModel scan

    readonly property string cameraWords: {
        switch (root.scan.camera) {
        case ScanModel.NoCamera:
            //: In place of the camera's picture.
            return qsTr("No camera was found. Connect one, or use “No paper” to type the voucher number.");
        case ScanModel.NoPermission:
            //: In place of the camera's picture.
            return qsTr("The camera may not be used yet. Allow it in the settings of this device.");
        case ScanModel.Lost:
            //: In place of the camera's picture.
            return qsTr("The camera has stopped. Tap here to start it again.");
        default:
            return "";
        }
    }

    trouble: cameraWords
    hint: {
        switch (root.scan.hint) {
        case ScanModel.Closer:
            //: Hint over the camera's picture.
            return qsTr("A little closer");
        case ScanModel.FurtherAway:
            //: Hint over the camera's picture.
            return qsTr("A little further away");
        case ScanModel.MoreLight:
            //: Hint over the camera's picture.
            return qsTr("A little more light");
        case ScanModel.HoldStill:
            //: Hint over the camera's picture.
            return qsTr("Hold still for a moment");
        default:
            return "";
        }
    }

    Tappable {
        anchors.fill: parent
        corner: root.radius
        visible: root.trouble !== ""
        //: Looks for the camera again.
        text: qsTr("Try the camera again")
        onClicked: root.scan.tryAgain()
    }

    Component.onCompleted: {
        root.scan.setVideoSink(root.sink as VideoSink);
        root.scan.active = true;
    }
    Component.onDestruction: root.scan.release(root.sink as VideoSink)
}

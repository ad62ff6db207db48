import QtQuick
import QtMultimedia
import Voucher

/// The camera with its states in words. Codes are wanted for as long as this is on the screen.
CameraView {
    id: root

    required property ScanModel scan
    required property PicturesModel pictures
    /// Offers the list of pictures; on a desktop one may always be dropped here.
    property bool listsPictures: true

    signal picturesAsked

    readonly property string cameraWords: {
        if (root.scan.resting)
            //: In place of the camera's picture: nobody showed a code for two minutes.
            return qsTr("The camera is resting. Tap here to wake it.");
        switch (root.scan.camera) {
        case ScanModel.NoCamera:
            //: In place of the camera's picture.
            return qsTr("No camera was found. Connect one, or use “No paper” to type the voucher number.");
        case ScanModel.NoPermission:
            //: In place of the camera's picture.
            return qsTr("The camera may not be used yet. Allow it in the settings of this device.");
        case ScanModel.InUse:
            //: In place of the camera's picture: most likely another program has it.
            return qsTr("The camera shows nothing. Close other apps that use it; we keep trying.");
        case ScanModel.Lost:
            //: In place of the camera's picture.
            return qsTr("The camera has stopped. Tap here to start it again.");
        default:
            return "";
        }
    }

    trouble: cameraWords
    hint: !dropped.running ? said.text :
        root.pictures.outcome === PicturesModel.NotReadable ? //: Hint over the camera's picture: a file was dropped here.
        qsTr("This picture cannot be read") :
        //: Hint over the camera's picture: a file was dropped here.
        qsTr("No code was found in this picture")

    readonly property string wantedHint: {
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
        case ScanModel.LessGlare:
            //: Hint over the camera's picture: a lamp or the sun is mirrored in it.
            return qsTr("It shines: tilt it a little");
        case ScanModel.HoldStill:
            //: Hint over the camera's picture.
            return qsTr("Hold still for a moment");
        case ScanModel.OneAtATime:
            //: Hint over the camera's picture: several codes are in sight.
            return qsTr("One code at a time");
        case ScanModel.OtherCode:
            //: Hint over the camera's picture: a code that is none of ours.
            return qsTr("This is another code");
        default:
            return "";
        }
    }

    // At once when it comes, and then long enough to be read: a hint that flickers helps nobody.
    QtObject {
        id: said

        property string text

        function follow(): void {
            if (!still.running)
                text = root.wantedHint;
            if (text !== "" && !still.running)
                still.start();
        }
    }
    Timer {
        id: still
        interval: 900
        onTriggered: said.follow()
    }
    onWantedHintChanged: said.follow()

    // "The family sent a screenshot": on a desktop it is dropped here.
    DropArea {
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: drop => root.pictures.drop(drop.urls[0])
    }
    Timer {
        id: dropped
        interval: 4000
    }
    Connections {
        // For the linter of Qt 6.4 a list model is no object.
        target: root.pictures // qmllint disable
        function onFailed(): void {
            dropped.restart();
        }
    }

    Tappable {
        anchors.fill: parent
        corner: root.radius
        visible: root.trouble !== ""
        text: root.scan.resting ? //: Ends the camera's rest.
            qsTr("Wake the camera") :
            //: Looks for the camera again.
            qsTr("Try the camera again")
        onClicked: {
            if (root.scan.resting)
                root.scan.wake();
            else
                root.scan.tryAgain();
        }
    }

    Row {
        anchors.top: parent.top
        anchors.right: parent.right
        anchors.margins: Theme.atLeast(8, 20)
        spacing: Theme.atLeast(8, 16)

        GlassKey {
            visible: root.listsPictures
            glyph: Glyph.Picture
            //: Button over the camera's picture: opens the list of pictures, for a family that sent a screenshot.
            text: qsTr("A picture the family sent")
            onClicked: root.picturesAsked()
        }
        GlassKey {
            visible: root.scan.hasTorch && root.trouble === ""
            glyph: Glyph.Lamp
            lit: root.scan.torchOn
            text: root.scan.torchOn ? //: Button over the camera's picture.
                qsTr("Put the lamp out") :
                //: Button over the camera's picture.
                qsTr("Light the lamp")
            onClicked: root.scan.toggleTorch()
        }
        GlassKey {
            visible: root.scan.hasOthers && !root.scan.resting
            glyph: Glyph.Turn
            //: Button over the camera's picture: front, back, or another one.
            text: qsTr("Another camera")
            onClicked: root.scan.takeNextCamera()
        }
    }

    Component.onCompleted: {
        root.scan.setVideoSink(root.sink as VideoSink);
        root.scan.active = true;
    }
    Component.onDestruction: root.scan.release(root.sink as VideoSink)
}

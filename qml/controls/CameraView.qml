pragma ComponentBehavior: Bound

import QtQuick
import QtMultimedia
import Voucher

/// What the camera sees, with four corners to aim by and one hint when it helps. Without a camera it says so instead.
Rectangle {
    id: root

    property string hint
    /// Said in place of the picture when there is none.
    property string trouble
    /// Something else is said over the picture: the hint waits.
    property bool covered: false
    readonly property QtObject sink: output.videoSink

    radius: Theme.cardRadius
    color: Theme.glass
    clip: true

    VideoOutput {
        id: output
        anchors.fill: parent
        fillMode: VideoOutput.PreserveAspectCrop
        visible: root.trouble === ""
        Accessible.ignored: true
    }

    // The picture has square corners: paint the card's round ones over it.
    Rectangle {
        anchors.fill: parent
        anchors.margins: -root.radius
        radius: 2 * root.radius
        color: "transparent"
        border.width: root.radius
        border.color: root.ground
    }
    property color ground: Theme.paper

    Item {
        id: aim
        readonly property real side: Math.min(root.width, root.height) * 0.68
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Theme.atLeast(6, 20)
        width: side
        height: side
        visible: root.trouble === ""

        Repeater {
            model: 4

            Item {
                required property int index
                x: index % 2 ? aim.side - width : 0
                y: index > 1 ? aim.side - height : 0
                width: aim.side * 0.18
                height: width
                clip: true

                Rectangle {
                    x: parent.index % 2 ? parent.width - width : 0
                    y: parent.index > 1 ? parent.height - height : 0
                    width: parent.width * 2
                    height: width
                    radius: width * 0.2
                    color: "transparent"
                    border.width: Theme.atLeast(4, 9)
                    border.color: Theme.glassInk
                }
            }
        }
    }

    Rectangle {
        visible: hintWords.text !== "" && root.trouble === "" && !root.covered
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.atLeast(6, 20)
        width: hintWords.width + 2 * Theme.gap
        height: hintWords.height + Theme.gap
        radius: height / 2
        color: Theme.glass

        Words {
            id: hintWords
            anchors.centerIn: parent
            width: Math.min(implicitWidth, root.width - 4 * Theme.gap)
            horizontalAlignment: Text.AlignHCenter
            text: root.hint
            color: Theme.glassInk
            font.weight: Font.Bold
        }
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.padding
        spacing: Theme.gap
        visible: root.trouble !== ""

        Glyph {
            anchors.horizontalCenter: parent.horizontalCenter
            kind: Glyph.Camera
            color: Theme.glassInk
            size: Theme.atLeast(40, 96)
        }
        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.trouble
            color: Theme.glassInk
        }
    }
}

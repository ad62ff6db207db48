import QtQuick
import Voucher

/// What has been typed on a pad of ours, large.
Rectangle {
    id: root

    required property string typed
    /// What stands there while nothing is typed.
    property string empty
    property bool doubtful: false

    implicitHeight: Theme.atLeast(46, 96)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.border
    border.color: root.doubtful ? Theme.sand.ink : Theme.line

    Words {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 2 * Theme.gap)
        font.pixelSize: Theme.atLeast(20, 40)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.typeTiny
        font.weight: Font.Bold
        wrapMode: Text.NoWrap
        text: root.typed === "" ? root.empty : root.typed
        color: root.typed === "" ? Theme.soft : Theme.ink
    }
}

import QtQuick
import Voucher

/// A button with words: `Main` is the one large action, `Outline` its calmer sister, `Quiet` steps back.
Tappable {
    id: root

    enum Weight {
        Main,
        Outline,
        Quiet
    }

    property int weight: ActionButton.Quiet
    property color line: Theme.line
    property bool chosen: false
    property int type: weight === ActionButton.Quiet ? Theme.typeBody : Theme.typeLarge
    readonly property bool main: weight === ActionButton.Main

    implicitHeight: Math.max(weight === ActionButton.Quiet ? Theme.quietHeight : Theme.mainHeight,
                             implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    topPadding: Theme.atLeast(6, 12)
    bottomPadding: topPadding

    contentItem: Words {
        text: root.text
        color: root.main ? Theme.actInk : root.weight === ActionButton.Outline || root.chosen ? Theme.sea.ink : Theme.ink
        font.pixelSize: root.type
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }

    background: Rectangle {
        radius: root.corner
        color: root.main ? Theme.sea.ink : root.weight === ActionButton.Outline || root.chosen ? Theme.card : "transparent"
        border.width: root.main ? 0 : Theme.border
        border.color: root.weight === ActionButton.Outline || root.chosen ? Theme.sea.ink : root.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.main ? "#000000" : Theme.ink
            opacity: root.pressed ? 0.14 : 0
        }
    }
}

import QtQuick
import Voucher

/// A button with words: `Primary` is the one large action, `Outline` its calmer sister, `Quiet` steps back. One that
/// cannot be tapped yet loses its colour, never its words.
Tappable {
    id: root

    enum Weight {
        Primary,
        Outline,
        Quiet
    }

    property int weight: ActionButton.Quiet
    property color line: Theme.line
    property bool chosen: false
    property int type: weight === ActionButton.Quiet ? Theme.typeBody : Theme.typeLarge
    readonly property bool primary: weight === ActionButton.Primary

    implicitHeight: Math.max(weight === ActionButton.Quiet ? Theme.quietHeight : Theme.mainHeight,
                             implicitContentHeight + topPadding + bottomPadding)
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    topPadding: Theme.atLeast(6, 12)
    bottomPadding: topPadding
    opacity: 1

    contentItem: Words {
        text: root.text
        color: !root.enabled ? Theme.soft : root.primary ? Theme.actInk : root.weight === ActionButton.Outline || root.chosen ? Theme.sea.ink : Theme.ink
        font.pixelSize: root.type
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }

    background: Rectangle {
        radius: root.corner
        color: root.primary ? (root.enabled ? Theme.sea.ink : Theme.line) : root.weight === ActionButton.Outline || root.chosen ? Theme.card : "transparent"
        border.width: root.primary ? 0 : Theme.border
        border.color: root.enabled && (root.weight === ActionButton.Outline || root.chosen) ? Theme.sea.ink : root.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            color: root.primary ? "#000000" : Theme.ink
            opacity: root.pressed ? 0.14 : 0
        }
    }
}

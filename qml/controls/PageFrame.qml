import QtQuick
import QtQuick.Layouts
import Voucher

/// The frame of every page: bar, head, body, actions. Upright they stand below each other with the actions under the
/// thumb; lying, the body takes the left and head and actions the right. A body that needs more room can be pushed.
Rectangle {
    id: root

    property string title
    property string subtitle
    property var tone: Theme.plain
    /// A drawing above the title centres the head; -1 for none.
    property int glyph: -1
    property bool centred: glyph >= 0
    property alias bar: barHolder.data
    default property alias body: bodyColumn.data
    property alias actions: actionColumn.data

    readonly property bool wide: width > height
    readonly property bool low: wide && height < 480
    readonly property real rightWidth: (width - 3 * Theme.margin) * (low ? 0.4 : 0.35)
    readonly property real barBottom: barHolder.visible ? barHolder.y + barHolder.height + Theme.atLeast(6, 20) : Theme.margin

    anchors.fill: parent
    color: tone.tint
    Behavior on color {
        ColorAnimation {
            duration: Theme.turn
        }
    }

    Item {
        id: barHolder
        x: Theme.margin
        y: Theme.atLeast(6, root.wide ? 24 : 32)
        width: root.width - 2 * Theme.margin
        height: childrenRect.height
        visible: children.length > 0
    }

    Column {
        id: head
        x: root.wide ? root.width - Theme.margin - root.rightWidth : Theme.margin
        y: root.barBottom + (root.wide || !root.centred ? 0 : Theme.atLeast(8, 50))
        width: root.wide ? root.rightWidth : root.width - 2 * Theme.margin
        spacing: Theme.atLeast(4, root.glyph >= 0 ? 22 : 12)

        Glyph {
            visible: root.glyph >= 0 && !root.low
            kind: Math.max(0, root.glyph)
            color: root.tone.ink
            size: Theme.atLeast(72, root.wide ? 140 : 180)
            x: root.wide ? 0 : (head.width - width) / 2
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: root.title
            color: root.glyph >= 0 ? root.tone.ink : Theme.ink
            font.pixelSize: root.low ? Theme.typeLarge : Theme.typeTitle
            font.weight: Font.Bold
            lineHeight: 1.0
            horizontalAlignment: root.centred && !root.wide ? Text.AlignHCenter : Text.AlignLeft
            Accessible.role: Accessible.Heading
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: root.subtitle
            color: Theme.dark ? Theme.soft : Theme.stone.ink
            horizontalAlignment: root.centred && !root.wide ? Text.AlignHCenter : Text.AlignLeft
        }
    }

    Flickable {
        id: flick

        readonly property real upper: root.wide ? root.barBottom
                                              : head.height > 0 ? head.y + head.height + Theme.atLeast(10, 28) : root.barBottom

        x: Theme.margin
        y: upper
        width: root.wide ? root.width - 3 * Theme.margin - root.rightWidth : root.width - 2 * Theme.margin
        height: (root.wide ? root.height - Theme.margin : actionColumn.y - Theme.gap) - upper
        contentWidth: width
        contentHeight: bodyColumn.height
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        clip: interactive

        ColumnLayout {
            id: bodyColumn
            width: flick.width
            height: Math.max(flick.height, implicitHeight)
            spacing: Theme.gap
        }
    }

    // Says that there is more below.
    Rectangle {
        visible: flick.interactive
        x: flick.x + flick.width + (Theme.margin - width) / 2
        y: flick.y + flick.visibleArea.yPosition * flick.height
        width: 4
        height: flick.visibleArea.heightRatio * flick.height
        radius: 2
        color: root.tone.line
    }

    ColumnLayout {
        id: actionColumn
        x: head.x
        width: head.width
        y: root.height - Theme.margin - height
        spacing: Theme.gap
    }
}

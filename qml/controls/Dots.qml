pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// Up to twenty dots: emptied ones, those taken now, those left.
Grid {
    id: root

    required property int total
    required property int used
    property int taking: 1
    property real room: 600

    readonly property real pitch: Math.min(Theme.atLeast(26, 60), (room + spacing) / columns)
    readonly property real dot: pitch - spacing

    columns: Math.min(10, total)
    spacing: Theme.atLeast(7, 16)

    Repeater {
        model: root.total

        Rectangle {
            required property int index
            readonly property bool empty: index < root.used
            readonly property bool taken: !empty && index < root.used + root.taking

            width: root.dot
            height: root.dot
            radius: root.dot / 2
            color: empty ? "transparent" : taken ? Theme.sand.tint : Theme.sea.ink
            border.width: empty || taken ? Math.max(2, root.dot / 9) : 0
            border.color: empty ? Theme.line : Theme.sand.ink
        }
    }
}

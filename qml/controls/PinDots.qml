pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// How many digits are typed, never which.
Row {
    id: root

    required property int length
    required property int filled

    spacing: Theme.atLeast(12, 22)

    Repeater {
        model: root.length

        Rectangle {
            required property int index
            width: Theme.atLeast(18, 34)
            height: width
            radius: width / 2
            color: index < root.filled ? Theme.ink : "transparent"
            border.width: index < root.filled ? 0 : Theme.atLeast(2, 4)
            border.color: Theme.soft
        }
    }
}

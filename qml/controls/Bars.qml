pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// A bar a day in up to three colours, the first at the bottom; an empty day is a thin line.
Item {
    id: root

    required property list<int> first
    required property list<int> second
    required property list<int> third
    required property var tones

    readonly property int days: first.length
    readonly property int highest: {
        let top = 1;
        for (let day = 0; day < days; ++day)
            top = Math.max(top, first[day] + second[day] + third[day]);
        return top;
    }
    readonly property real pitch: Math.min(Theme.atLeast(20, 44), width / Math.max(days, 14))

    implicitHeight: Theme.atLeast(48, 122)
    Accessible.ignored: true

    Repeater {
        model: root.days

        Item {
            id: bar
            required property int index
            // The three lists change one after the other: until all have, a day may be missing in one.
            readonly property list<int> parts: [root.first[index] ?? 0, root.second[index] ?? 0, root.third[index] ?? 0]
            readonly property int sum: parts[0] + parts[1] + parts[2]

            x: index * root.pitch
            width: root.pitch * 0.7
            height: root.height

            Rectangle {
                visible: bar.sum === 0
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.atLeast(2, 4)
                radius: 2
                color: Theme.line
            }
            Column {
                anchors.bottom: parent.bottom
                width: parent.width

                Repeater {
                    model: 3

                    Rectangle {
                        required property int index
                        width: bar.width
                        height: root.height * bar.parts[2 - index] / root.highest
                        radius: Math.min(height / 2, Theme.atLeast(2, 5))
                        color: root.tones[2 - index].ink
                    }
                }
            }
        }
    }
}

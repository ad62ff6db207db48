pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// A way of steps: those behind are filled, those ahead are open.
Item {
    id: root

    required property list<string> labels
    required property list<string> times
    required property list<int> glyphs
    /// How many steps are behind, at least one.
    required property int reached
    required property var tone

    readonly property real step: width / labels.length
    readonly property real knob: Theme.atLeast(32, 60)

    implicitHeight: Math.max(knob + Theme.atLeast(6, 16) + 3 * Theme.typeSmall, row.implicitHeight)

    Rectangle {
        x: root.step / 2
        y: root.knob / 2 - height / 2
        width: root.width - root.step
        height: Theme.atLeast(3, 6)
        color: root.tone.line
    }
    Rectangle {
        x: root.step / 2
        y: root.knob / 2 - height / 2
        width: root.step * (root.reached - 1)
        height: Theme.atLeast(3, 6)
        color: root.tone.ink
    }

    Row {
        id: row

        Repeater {
            model: root.labels.length

            Item {
                id: place

                required property int index
                readonly property bool behind: index < root.reached

                width: root.step
                height: circle.height + words.anchors.topMargin + words.implicitHeight

                Rectangle {
                    id: circle
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: root.knob
                    height: root.knob
                    radius: root.knob / 2
                    color: place.behind ? root.tone.ink : Theme.card
                    border.width: place.behind ? 0 : Theme.atLeast(3, 5)
                    border.color: root.tone.line

                    Glyph {
                        anchors.centerIn: parent
                        kind: root.glyphs[place.index]
                        size: root.knob * 0.45
                        color: place.behind ? root.tone.tint : Theme.soft
                    }
                }
                Words {
                    id: words
                    anchors.top: circle.bottom
                    anchors.topMargin: Theme.atLeast(6, 16)
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: parent.width - 4
                    horizontalAlignment: Text.AlignHCenter
                    text: root.labels[place.index] + (root.times[place.index] ? "\n" + root.times[place.index] : "")
                    color: place.behind ? root.tone.ink : Theme.dark ? Theme.soft : Theme.stone.ink
                    font.pixelSize: Theme.typeSmall
                    font.weight: place.behind ? Font.Bold : Font.Normal
                }
            }
        }
    }
}

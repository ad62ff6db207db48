pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// One of a few answers.
GridLayout {
    id: root

    required property list<string> answers
    required property int chosen

    signal picked(index: int)

    columns: width > answers.length * Theme.atLeast(150, 200) ? answers.length : 1
    rowSpacing: Theme.atLeast(6, 12)
    columnSpacing: rowSpacing

    Repeater {
        model: root.answers

        ActionButton {
            required property int index
            required property string modelData
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.touch
            implicitHeight: Math.max(Theme.atLeast(48, 68), implicitContentHeight + topPadding + bottomPadding)
            text: modelData
            chosen: root.chosen === index
            line: Theme.sand.line
            Accessible.checkable: true
            Accessible.checked: chosen
            onClicked: root.picked(index)
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// Ten digits and one step back. Holds what is typed until it is complete, and hands it on once.
Item {
    id: root

    property int length: 6
    property bool open: true
    property string eraseName
    readonly property int typed: digits.length
    property string digits: ""

    signal complete(pin: string)

    function clear(): void {
        digits = "";
    }

    function type(digit: string): void {
        if (!open || digits.length >= length)
            return;
        digits += digit;
        if (digits.length === length)
            complete(digits);
    }

    readonly property real gap: Theme.gap
    readonly property real keyWidth: Math.min(Theme.atLeast(96, 175), (width - 2 * gap) / 3)
    readonly property real keyHeight: Math.max(Theme.touch, Math.min(Theme.atLeast(64, 124), (height - 3 * gap) / 4))

    implicitWidth: 3 * Theme.atLeast(96, 175) + 2 * gap
    implicitHeight: 4 * Theme.atLeast(64, 124) + 3 * gap

    Grid {
        anchors.centerIn: parent
        columns: 3
        spacing: root.gap

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "<"]

            Item {
                id: place
                required property string modelData
                width: root.keyWidth
                height: root.keyHeight

                Key {
                    anchors.fill: parent
                    visible: place.modelData !== ""
                    enabled: root.open
                    opacity: 1
                    text: place.modelData === "<" ? root.eraseName : place.modelData
                    glyph: place.modelData === "<" ? Glyph.Erase : -1
                    onClicked: {
                        if (place.modelData === "<")
                            root.digits = root.digits.slice(0, -1);
                        else
                            root.type(place.modelData);
                    }
                }
            }
        }
    }
}

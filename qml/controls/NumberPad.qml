pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// A pad of characters and one step back: by default those of a Crockford base32 number with its check character;
/// letters that look like digits are not there.
Item {
    id: root

    property int length: 14
    property string eraseName
    property string spaceName
    property string number: ""
    /// "<" takes the last one away.
    property string keys: "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U<"
    readonly property real gap: Theme.atLeast(5, 12)
    readonly property int columns: Math.max(6, Math.min(8, Math.floor((width + gap) / (Theme.atLeast(48, 78) + gap))))
    readonly property int rows: Math.ceil(keys.length / columns)
    readonly property real keyWidth: (width - (columns - 1) * gap) / columns
    readonly property real keyHeight: Math.max(Theme.touch, Math.min(Theme.atLeast(52, 96), (height - (rows - 1) * gap) / rows))

    implicitHeight: rows * Theme.touch + (rows - 1) * gap

    Grid {
        anchors.horizontalCenter: parent.horizontalCenter
        columns: root.columns
        spacing: root.gap

        Repeater {
            model: root.keys.length

            Key {
                required property int index
                readonly property string character: root.keys[index]

                width: root.keyWidth
                height: root.keyHeight
                corner: Theme.atLeast(10, 22)
                type: Theme.atLeast(19, 34)
                text: character === "<" ? root.eraseName : character === " " ? root.spaceName : character
                glyph: character === "<" ? Glyph.Erase : character === " " ? Glyph.Space : -1
                onClicked: {
                    if (character === "<")
                        root.number = root.number.slice(0, -1);
                    else if (root.number.length < root.length)
                        root.number += character;
                }
            }
        }
    }
}

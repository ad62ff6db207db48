import QtQuick
import Voucher

/// A sign: two pictograms side by side, in the order in which they are printed.
Row {
    id: root

    required property int first
    required property int second
    property real size: Theme.atLeast(84, 168)
    readonly property string names: firstTile.name + " · " + secondTile.name

    spacing: Math.round(size / 6)

    SignTile {
        id: firstTile
        number: root.first
        size: root.size
    }
    SignTile {
        id: secondTile
        number: root.second
        size: root.size
    }
}

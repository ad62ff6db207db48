import QtQuick
import QtQuick.Layouts
import Voucher

/// A calm row that says something, with room below for its answers.
Rectangle {
    id: root

    property alias text: words.text
    property var tone: Theme.stone
    default property alias answers: column.data

    implicitHeight: column.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: tone.tint

    ColumnLayout {
        id: column
        x: Theme.atLeast(14, 28)
        y: Theme.gap
        width: parent.width - 2 * x
        spacing: Theme.gap

        Words {
            id: words
            Layout.fillWidth: true
            font.pixelSize: Theme.typeSmall
            color: Theme.ink
        }
    }
}

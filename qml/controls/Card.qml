import QtQuick
import QtQuick.Layouts
import Voucher

/// White paper on paper: its content stands in the middle when the card is given more room than it needs.
Rectangle {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing
    property int padding: Theme.padding

    implicitHeight: column.implicitHeight + 2 * padding
    implicitWidth: column.implicitWidth + 2 * padding
    radius: Theme.cardRadius
    color: Theme.card

    // A hair of shade below, drawn rather than blurred.
    Rectangle {
        z: -1
        width: parent.width
        height: parent.height
        y: 2
        radius: root.radius
        color: Theme.line
    }

    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: root.padding
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
    }
}

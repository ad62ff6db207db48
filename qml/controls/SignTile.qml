import QtQuick
import Voucher

/// One pictogram on its rounded square.
Item {
    id: root

    required property int number
    property real size: Theme.atLeast(84, 168)
    readonly property string name: pictogram.name

    implicitWidth: size
    implicitHeight: size

    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Pictogram {
        id: pictogram
        number: root.number
    }

    Image {
        anchors.fill: parent
        source: pictogram.source
        sourceSize.width: Math.ceil(root.width)
        sourceSize.height: Math.ceil(root.height)
        Accessible.ignored: true
    }
}

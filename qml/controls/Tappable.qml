import QtQuick
import QtQuick.Templates as T
import Voucher

/// The base of everything that can be tapped: role, name, focus, press and keys live here once.
T.AbstractButton {
    id: root

    property real corner: Theme.radius

    implicitWidth: Math.max(Theme.touch, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.touch, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : 0.45
    scale: pressed && Theme.motion ? 0.985 : 1

    // What a screen reader or a keyboard asks for, only while a finger might, too.
    function tap(): void {
        if (enabled)
            clicked();
    }

    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.focusable: true
    Accessible.onPressAction: root.tap()

    Keys.onReturnPressed: root.tap()
    Keys.onEnterPressed: root.tap()

    Rectangle {
        parent: root
        z: 1
        anchors.fill: parent
        anchors.margins: -4
        radius: root.corner + 4
        color: "transparent"
        border.color: Theme.sea.ink
        border.width: 3
        visible: root.visualFocus
    }
}

import QtQuick
import QtQuick.Shapes
import Voucher

/// A small drawing in one colour, from a grid of 24.
Item {
    id: root

    enum Kind {
        Check,
        Tablet,
        Bank,
        Minus,
        Clock,
        Up,
        Back,
        Lock,
        Erase,
        Magnifier,
        Undo,
        Camera,
        Sheet,
        Lamp,
        Turn,
        Picture,
        Space
    }

    required property int kind
    property color color: Theme.ink
    property real size: Theme.typeBody

    // Strokes first, filled shapes second; the same order as Kind.
    readonly property var drawings: [
        ["M5 12.5 L10 17.5 L19.5 7", ""],
        ["M6 2 H18 A2 2 0 0 1 20 4 V20 A2 2 0 0 1 18 22 H6 A2 2 0 0 1 4 20 V4 A2 2 0 0 1 6 2 Z M8 12.5 L11 15.5 L16.3 9.3", ""],
        ["", "M12 1.5 L22.5 8.2 H1.5 Z M3.6 10.2 H5.9 V18 H3.6 Z M8.4 10.2 H10.7 V18 H8.4 Z M13.3 10.2 H15.6 V18 H13.3 Z M18.1 10.2 H20.4 V18 H18.1 Z M1.5 19.2 H22.5 V21.6 H1.5 Z"],
        ["M12 2 A10 10 0 0 1 12 22 A10 10 0 0 1 12 2 Z M7.5 12 H16.5", ""],
        ["M12 2.5 A9.5 9.5 0 0 1 12 21.5 A9.5 9.5 0 0 1 12 2.5 Z M12 7 V12.3 L15.5 14.5", ""],
        ["M12 20 V4.5 M5.5 11 L12 4.5 L18.5 11", ""],
        ["M20 12 H4.5 M11 5.5 L4.5 12 L11 18.5", ""],
        ["M5 11 H19 V21 H5 Z M8 11 V7 A4 4 0 0 1 16 7 V11", ""],
        ["M8.5 5 H22 V19 H8.5 L2 12 Z M11.5 9 L17.5 15 M17.5 9 L11.5 15", ""],
        ["M10.5 3 A7.5 7.5 0 0 1 10.5 18 A7.5 7.5 0 0 1 10.5 3 Z M16 16 L21.5 21.5", ""],
        ["M4 9 H14.5 A5.5 5.5 0 0 1 14.5 20 H9 M8.5 4.5 L4 9 L8.5 13.5", ""],
        ["M3 7 H7.5 L9.5 4 H14.5 L16.5 7 H21 V20 H3 Z M12 9.5 A3.8 3.8 0 0 1 12 17.1 A3.8 3.8 0 0 1 12 9.5 Z", ""],
        ["M5 2 H15 L19.5 6.5 V22 H5 Z M9 11 H15.5 M9 16 H15.5", ""],
        ["M13 2 L5 13.5 H11 L10 22 L19 9.5 H12.5 Z", ""],
        ["M4 10 A8.5 8.5 0 0 1 19.5 8 M20 3 V8.5 H14.5 M20 14 A8.5 8.5 0 0 1 4.5 16 M4 21 V15.5 H9.5", ""],
        ["M4 4 H20 A2 2 0 0 1 22 6 V18 A2 2 0 0 1 20 20 H4 A2 2 0 0 1 2 18 V6 A2 2 0 0 1 4 4 Z M2.5 17 L8.5 11 L13 15.5 L16 12.5 L21.5 18", "M15.5 7 A1.7 1.7 0 0 1 15.5 10.4 A1.7 1.7 0 0 1 15.5 7 Z"],
        ["M4 10 V16 H20 V10", ""]
    ]

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    // Scaled before it is cut into lines: a circle stays round when large.
    readonly property size grid: Qt.size(width / 24, height / 24)

    Shape {
        anchors.fill: parent

        ShapePath {
            scale: root.grid
            strokeColor: root.color
            strokeWidth: 2 * root.grid.width
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg {
                path: root.drawings[root.kind][0]
            }
        }
        ShapePath {
            scale: root.grid
            strokeColor: "transparent"
            strokeWidth: 0
            fillColor: root.color
            PathSvg {
                path: root.drawings[root.kind][1]
            }
        }
    }
}

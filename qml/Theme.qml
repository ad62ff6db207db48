pragma Singleton

import QtQuick

/// Colours by meaning, measures and type. All measures are drawn for a short side of 800 and follow it down to limits
/// that a finger and an eye still need.
QtObject {
    id: theme

    component Tone: QtObject {
        required property color ink
        required property color tint
        required property color line
    }

    property bool dark: false
    property bool motion: true
    /// 1 at a short side of 800; the window keeps it up to date.
    property real unit: 1

    readonly property string family: "Noto Sans"

    readonly property color paper: dark ? "#11191E" : "#F7F4EE"
    readonly property color card: dark ? "#1B262D" : "#FFFFFF"
    readonly property color ink: dark ? "#F2EFE8" : "#17262E"
    readonly property color soft: dark ? "#A9B6BD" : "#5A6A73"
    readonly property color line: dark ? "#33434C" : "#DED8CC"
    readonly property color actInk: dark ? "#11191E" : "#FFFFFF"
    /// The camera's ground and what is written over it are the same by day and night.
    readonly property color glass: "#2B3034"
    readonly property color glassInk: "#FFFFFF"
    readonly property color signGround: dark ? "#F2EFE8" : "#FFFFFF"

    readonly property Tone plain: Tone {
        ink: theme.ink
        tint: theme.paper
        line: theme.line
    }
    readonly property Tone sea: Tone {
        ink: theme.dark ? "#6FB7E2" : "#0A5A86"
        tint: theme.dark ? "#16303F" : "#E2EFF7"
        line: theme.dark ? "#2B5168" : "#BCD6E6"
    }
    readonly property Tone sand: Tone {
        ink: theme.dark ? "#F0B458" : "#995600"
        tint: theme.dark ? "#3A2C12" : "#FFF1DA"
        line: theme.dark ? "#6B5630" : "#E5D2A9"
    }
    readonly property Tone leaf: Tone {
        ink: theme.dark ? "#6CCB9C" : "#1B7148"
        tint: theme.dark ? "#14352A" : "#E2F3E9"
        line: theme.dark ? "#2F6350" : "#B9DFCA"
    }
    readonly property Tone stone: Tone {
        ink: theme.dark ? "#B6C3CB" : "#46545D"
        tint: theme.dark ? "#1D272D" : "#E9EDF0"
        line: theme.dark ? "#3D4B54" : "#CBD2D7"
    }
    readonly property Tone plum: Tone {
        ink: theme.dark ? "#C3A4E6" : "#6B4590"
        tint: theme.dark ? "#2D2140" : "#F0E9F7"
        line: theme.dark ? "#554073" : "#D6C6E6"
    }

    readonly property int margin: atLeast(14, 36)
    readonly property int gap: atLeast(8, 18)
    readonly property int radius: atLeast(16, 28)
    readonly property int cardRadius: atLeast(20, 40)
    readonly property int padding: atLeast(16, 40)
    readonly property int border: atLeast(2, 3)
    readonly property int touch: atLeast(48, 48)
    readonly property int mainHeight: atLeast(56, 104)
    readonly property int tallHeight: atLeast(64, 132)
    readonly property int quietHeight: atLeast(48, 84)

    readonly property int typeTitle: atLeast(23, 44)
    readonly property int typeLarge: atLeast(19, 34)
    readonly property int typeBody: atLeast(16, 26)
    readonly property int typeSmall: atLeast(15, 22)
    readonly property int typeTiny: atLeast(14, 18)

    readonly property int rise: motion ? 160 : 0
    readonly property int fill: motion ? 200 : 0
    readonly property int turn: motion ? 300 : 0

    function atLeast(limit: real, measure: real): int {
        return Math.round(Math.max(limit, measure * unit));
    }
}

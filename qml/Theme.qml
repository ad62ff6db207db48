pragma Singleton
import QtQuick

QtObject {
    property bool dark: false
}

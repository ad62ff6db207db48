pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Voucher

/// "The family sent a screenshot": the newest pictures and PDFs of this device and of its USB sticks, to choose by finger.
PageFrame {
    id: root

    required property PicturesModel pictures

    readonly property bool empty: pictures.listed && pictures.count === 0

    signal back

    function dayName(daysAgo: int, date: string): string {
        //: In front of a time: "today 17:42".
        return daysAgo === 0 ? qsTr("Today") :
            //: In front of a time: "yesterday 17:42".
            daysAgo === 1 ? qsTr("Yesterday") : date;
    }

    function placeName(place: int): string {
        switch (place) {
        case PicturesModel.Pictures:
            //: Where a picture lies: the folder of that name.
            return qsTr("Pictures");
        case PicturesModel.Downloads:
            //: Where a picture lies: the folder of that name.
            return qsTr("Downloads");
        default:
            //: Where a picture lies.
            return qsTr("USB stick");
        }
    }

    function detailOf(outcome: int, place: int, pdf: bool): string {
        switch (outcome) {
        case PicturesModel.Reading:
            //: A picture of the list that was tapped.
            return qsTr("Looking for the code …");
        case PicturesModel.NoCode:
            //: A picture of the list that was tried.
            return qsTr("No code found");
        case PicturesModel.NotReadable:
            //: A picture of the list that was tried.
            return qsTr("Cannot be read");
        default:
            return pdf ? placeName(place) + " · PDF" : placeName(place);
        }
    }

    //: Title of the list of pictures that families sent.
    title: qsTr("Which picture?")
    subtitle: {
        switch (root.pictures.outcome) {
        case PicturesModel.NoCode:
            //: What became of the tapped picture, and what to do.
            return qsTr("No code was found in this picture. Choose one that shows the whole code.");
        case PicturesModel.NotReadable:
            //: What became of the tapped picture, and what to do.
            return qsTr("This picture cannot be read. The family may send it again.");
        default:
            return root.empty ? "" : //: Below the title of the list of pictures.
                qsTr("Tap the one with the family's code.");
        }
    }

    Component.onCompleted: root.pictures.look()

    // A stick may be put in while the page is open.
    Timer {
        interval: 3000
        running: true
        repeat: true
        onTriggered: root.pictures.look()
    }

    Words {
        visible: root.empty
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        horizontalAlignment: Text.AlignHCenter
        color: Theme.soft
        //: In place of the list: there is no picture on the device.
        text: qsTr("There are no pictures yet. Save what the family sent in Pictures or Downloads, or put in a USB stick.")
    }
    Repeater {
        model: root.pictures

        PictureRow {
            required property int index
            required property int daysAgo
            required property string date
            required property string time
            required property int place
            required property bool pdf
            required property int outcome
            required property var thumbnail

            Layout.fillWidth: true
            enabled: root.pictures.outcome !== PicturesModel.Reading
            opacity: enabled || outcome === PicturesModel.Reading ? 1 : 0.45
            picture: thumbnail
            glyph: pdf ? Glyph.Sheet : Glyph.Picture
            tone: outcome === PicturesModel.NotTried ? Theme.plain : outcome === PicturesModel.Reading ? Theme.sea : Theme.stone
            text: root.dayName(daysAgo, date) + " " + time
            detail: root.detailOf(outcome, place, pdf)
            onClicked: root.pictures.take(index)
        }
    }
    Item {
        Layout.fillHeight: true
    }

    actions: [
        ActionButton {
            Layout.fillWidth: true
            //: One page back.
            text: qsTr("Back")
            onClicked: root.back()
        }
    ]
}

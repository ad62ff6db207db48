import QtQuick
import Voucher

/// What became of the municipality's update that a poster or a USB stick carried; nothing where none was.
Words {
    id: root

    required property SyncModel sync

    visible: text !== ""
    color: sync.update === SyncModel.Taken || sync.update === SyncModel.PosterBegun ? Theme.ink : Theme.soft
    text: {
        switch (sync.update) {
        case SyncModel.PosterBegun:
            //: The poster with the municipality's update has several codes; any order will do.
            return qsTr("The municipality's poster: %1 of %2 codes seen. Show another.").arg(sync.codesSeen).arg(sync.codes);
        case SyncModel.Taken:
            //: The municipality's update was taken from a poster or a USB stick.
            return qsTr("This device has taken the municipality's update.");
        case SyncModel.AlreadyHere:
            //: The poster or file holds nothing newer.
            return qsTr("This device already has this update of the municipality, or a newer one.");
        case SyncModel.OutOfDate:
            //: The poster or file is too old to be taken.
            return qsTr("The time of this update is over. Ask the municipality for a newer one.");
        case SyncModel.NotForUs:
            //: The poster or file is damaged, or not our municipality's.
            return qsTr("This update was not taken. What is here stays. Ask the municipality for a new one.");
        case SyncModel.NotStored:
            //: The device's disk has no room.
            return qsTr("The device is full. The update was not taken.");
        case SyncModel.NoStick:
            //: No USB stick with an update is in the device.
            return qsTr("No update was found. Put in the USB stick and try again.");
        default:
            return "";
        }
    }
}

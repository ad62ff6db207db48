import QtQuick

/// What the operator has answered about one offer. It outlives the page, so that a look at the sending does not ask
/// again, and is forgotten with the offer.
QtObject {
    /// 0 none, else the number of the answer.
    property int reason: 0
    property bool clockRight: false

    function forget(): void {
        reason = 0;
        clockRight = false;
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Voucher

/// Chooses the page from what the models say; the only place that knows all of them.
Rectangle {
    id: root

    required property StartModel start
    required property UnlockModel unlock
    required property EnrolModel enrol
    required property ScanModel scan
    required property PicturesModel pictures
    required property DeskModel desk
    required property GroupModel group
    required property HistoryModel history
    required property SyncModel sync

    enum Place {
        Scan,
        NoPaper,
        Month,
        Sync,
        Pictures,
        People,
        Person,
        PersonPin,
        RenewPin
    }

    /// Where a person went from the scan page; the desk's own pages come before it.
    property int place: Shell.Scan
    property bool wantsInvitation: false
    /// What a person has answered so far on the way to a new PIN.
    property bool recovering: false
    property string code: ""
    property string personName: ""
    property bool personManages: false
    property int renewed: 0

    /// The pages that ask for the PIN once more; the month only where several share the tablet.
    readonly property bool guarded: place === Shell.Month ? unlock.several : place >= Shell.People

    readonly property Component current: {
        if (start.state === StartModel.Opening)
            return null;
        if (start.state !== StartModel.Ready)
            return problemPage;
        if (unlock.hasPin && !unlock.unlocked) {
            if (unlock.chosen === 0)
                return whoPage;
            return !recovering ? unlockPage : code === "" ? recoveryPage : recoveryPinPage;
        }
        if (desk.page !== DeskModel.Scan && place === Shell.Sync)
            return syncPage;
        if (desk.page === DeskModel.Offer)
            return offerPage;
        if (desk.page === DeskModel.Recorded)
            return recordedPage;
        if (desk.page === DeskModel.Refused)
            return refusedPage;
        if (enrol.state !== EnrolModel.Done) {
            if (wantsInvitation)
                return unlock.hasPin ? invitationPage : choosePinPage;
            return enrol.state === EnrolModel.None ? enrolPage : waitingPage;
        }
        if (!unlock.hasPin)
            return choosePinPage;
        if (guarded && !unlock.proved)
            return againPage;
        switch (place) {
        case Shell.NoPaper:
            return noPaperPage;
        case Shell.Month:
            return monthPage;
        case Shell.Sync:
            return syncPage;
        case Shell.Pictures:
            return picturesPage;
        case Shell.People:
            return peoplePage;
        case Shell.Person:
            return personPage;
        case Shell.PersonPin:
            return personPinPage;
        case Shell.RenewPin:
            return renewPinPage;
        default:
            return group.open ? groupPage : scanPage;
        }
    }
    onGuardedChanged: {
        if (!guarded)
            unlock.forget();
    }

    color: Theme.paper

    onPlaceChanged: {
        // A name is on its way to the municipality then, or given up: it is not kept.
        if (place !== Shell.PersonPin)
            personName = "";
        // Whoever left the list of pictures waits for none of them.
        if (place !== Shell.Pictures)
            pictures.leave();
    }

    onRecoveringChanged: code = ""

    Answers {
        id: given
    }
    Connections {
        target: root.desk
        function onPageChanged(): void {
            root.place = Shell.Scan;
            given.forget();
        }
        function onOfferChanged(): void {
            given.forget();
        }
    }
    Connections {
        // For the linter of Qt 6.4 a list model is no object.
        target: root.pictures // qmllint disable
        function onCodeRead(): void {
            root.place = Shell.Scan;
        }
    }
    Connections {
        target: root.enrol
        function onChanged(): void {
            if (root.enrol.state !== EnrolModel.None && !root.enrol.notAnInvitation)
                root.wantsInvitation = false;
        }
    }
    Connections {
        target: root.unlock
        function onChanged(): void {
            if (root.unlock.unlocked || root.unlock.chosen === 0)
                root.recovering = false;
            if (root.unlock.hasPin && !root.unlock.unlocked)
                root.place = Shell.Scan;
        }
        function onDone(): void {
            if (root.place > Shell.People)
                root.place = Shell.People;
        }
        function onFailed(): void {
            if (root.unlock.problem !== UnlockModel.TooCommon)
                root.code = "";
        }
    }

    // A Repeater, because Loader of Qt 6.4 refuses components that are bound to their file.
    Item {
        id: holder
        width: root.width
        height: root.height

        Repeater {
            property bool first: true

            model: root.current ? 1 : 0
            delegate: root.current

            onItemAdded: {
                // What was typed on the pages before is not left to lie until it is collected by chance.
                if (root.unlock.hasPin && !root.unlock.unlocked)
                    gc();
                // The first page is simply there.
                if (Theme.motion && !first)
                    rise.restart();
                first = false;
            }
        }
    }

    ParallelAnimation {
        id: rise

        NumberAnimation {
            target: holder
            property: "y"
            from: Theme.atLeast(8, 24)
            to: 0
            duration: Theme.rise
            easing.type: Easing.OutCubic
        }
        NumberAnimation {
            target: holder
            property: "opacity"
            from: 0.3
            to: 1
            duration: Theme.rise
        }
    }

    Component {
        id: problemPage
        ProblemPage {
            start: root.start
        }
    }
    Component {
        id: unlockPage
        UnlockPage {
            unlock: root.unlock
            sync: root.sync
            onRecoveryAsked: root.recovering = true
        }
    }
    Component {
        id: whoPage
        WhoPage {
            unlock: root.unlock
            sync: root.sync
        }
    }
    Component {
        id: recoveryPage
        RecoveryPage {
            unlock: root.unlock
            sync: root.sync
            onTyped: code => root.code = code
            onBack: {
                root.recovering = false;
                root.unlock.choose(root.unlock.chosen);
            }
        }
    }
    Component {
        id: recoveryPinPage
        ChoosePinPage {
            unlock: root.unlock
            canLeave: true
            onChosen: pin => root.unlock.recover(root.code, pin)
            onBack: root.code = ""
        }
    }
    Component {
        id: againPage
        AgainPage {
            unlock: root.unlock
            onBack: root.place = root.place === Shell.Month ? Shell.Scan : Shell.Month
        }
    }
    Component {
        id: peoplePage
        PeoplePage {
            unlock: root.unlock
            onAddAsked: root.place = Shell.Person
            onRenewAsked: number => {
                root.renewed = number;
                root.place = Shell.RenewPin;
            }
            onBack: root.place = Shell.Month
        }
    }
    Component {
        id: personPage
        PersonPage {
            onNamed: (name, manages) => {
                root.personName = name;
                root.personManages = manages;
                root.place = Shell.PersonPin;
            }
            onBack: root.place = Shell.People
        }
    }
    Component {
        id: personPinPage
        ChoosePinPage {
            unlock: root.unlock
            canLeave: true
            onChosen: pin => root.unlock.add(root.personManages, root.personName, pin)
            onBack: root.place = Shell.Person
        }
    }
    Component {
        id: renewPinPage
        ChoosePinPage {
            unlock: root.unlock
            canLeave: true
            pictogram: root.unlock.pictogram(root.renewed)
            onChosen: pin => root.unlock.renew(root.renewed, pin)
            onBack: root.place = Shell.People
        }
    }
    Component {
        id: choosePinPage
        ChoosePinPage {
            unlock: root.unlock
            onChosen: pin => root.unlock.begin(pin)
        }
    }
    Component {
        id: enrolPage
        EnrolPage {
            sync: root.sync
            onScanAsked: root.wantsInvitation = true
            onPracticeAsked: root.enrol.practise()
        }
    }
    Component {
        id: invitationPage
        InvitationPage {
            scan: root.scan
            pictures: root.pictures
            enrol: root.enrol
            onBack: root.wantsInvitation = false
        }
    }
    Component {
        id: waitingPage
        WaitingPage {
            enrol: root.enrol
            sync: root.sync
            onScanAsked: root.wantsInvitation = true
            onPracticeAsked: root.enrol.practise()
        }
    }
    Component {
        id: scanPage
        ScanPage {
            scan: root.scan
            pictures: root.pictures
            enrol: root.enrol
            sync: root.sync
            unlock: root.unlock
            onGroupAsked: root.group.begin()
            onNoPaperAsked: root.place = Shell.NoPaper
            onMonthAsked: root.place = Shell.Month
            onWaitingAsked: root.place = Shell.Sync
            onPicturesAsked: root.place = Shell.Pictures
        }
    }
    Component {
        id: groupPage
        GroupPage {
            group: root.group
            scan: root.scan
            pictures: root.pictures
            enrol: root.enrol
            sync: root.sync
            onNoPaperAsked: root.place = Shell.NoPaper
            onWaitingAsked: root.place = Shell.Sync
            onPicturesAsked: root.place = Shell.Pictures
        }
    }
    Component {
        id: offerPage
        OfferPage {
            answers: given
            desk: root.desk
            enrol: root.enrol
            sync: root.sync
            onWaitingAsked: root.place = Shell.Sync
        }
    }
    Component {
        id: recordedPage
        RecordedPage {
            desk: root.desk
            enrol: root.enrol
            sync: root.sync
            onWaitingAsked: root.place = Shell.Sync
        }
    }
    Component {
        id: refusedPage
        RefusedPage {
            desk: root.desk
            enrol: root.enrol
            sync: root.sync
            onWaitingAsked: root.place = Shell.Sync
        }
    }
    Component {
        id: noPaperPage
        NoPaperPage {
            desk: root.desk
            onBack: root.place = Shell.Scan
        }
    }
    Component {
        id: monthPage
        MonthPage {
            history: root.history
            sync: root.sync
            unlock: root.unlock
            onPeopleAsked: root.place = Shell.People
            onBack: root.place = Shell.Scan
        }
    }
    Component {
        id: syncPage
        SyncPage {
            sync: root.sync
            onBack: root.place = Shell.Scan
        }
    }
    Component {
        id: picturesPage
        PicturesPage {
            pictures: root.pictures
            onBack: root.place = Shell.Scan
        }
    }
}

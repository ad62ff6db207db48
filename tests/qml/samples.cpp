#include "tests/qml/samples.h"

#include "tests/qml/sample_views.h"

#include <QPainter>

namespace voucher {

using namespace sample;

namespace {

void enrolled(SampleModels& models, int waiting = 3)
{
    models.start.show(StartModel::Ready);
    models.unlock.show({.hasPin = true, .unlocked = true, .operators = people(1), .open = 1});
    models.enrol.show({.state = EnrolModel::Done, .words = {}, .provider = 12, .terminal = QStringLiteral("7F3A")});
    models.sync.show({.waiting = waiting,
                      .link = SyncModel::Idle,
                      .lists = SyncModel::Fresh,
                      .lastReceipt = before(std::chrono::minutes(95)),
                      .listsIssued = before(std::chrono::hours(26)),
                      .helpLine = QStringLiteral("210\u00a0000\u00a00000")});
    models.scan.show(ScanModel::Ready);
}

Sample recordedSample(const char* name, EntryState::Value state)
{
    return {name, 0, [state](SampleModels& models) {
                const bool judged = state == EntryState::Counted;
                enrolled(models, judged ? 0 : 3);
                models.desk.showRecorded(recorded(state), state == EntryState::Voided ? 0 : judged ? 800 : 892);
            }};
}

Sample refusedSample(const char* name, Refusal code)
{
    return {name, 0, [code](SampleModels& models) {
                enrolled(models);
                RefusedView view;
                view.code = code;
                view.figures = {
                    .when = now, .count = 301, .coupon = false, .helpLine = QStringLiteral("210\u00a0000\u00a00000")};
                models.desk.showRefused(view);
            }};
}

void enrolling(SampleModels& models, EnrolModel::State state)
{
    models.start.show(StartModel::Ready);
    models.enrol.show({.state = state, .words = {0, 12, 23, 34, 45, 63}});
    if (state != EnrolModel::None)
        models.unlock.show({.hasPin = true, .unlocked = true});
}

/// A letter held in a hand, as a telephone's camera sees it; code and all only hinted at.
QImage snapshot(QColor ground, QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(ground);
    QPainter painter(&picture);
    const QRect sheet =
        picture.rect().adjusted(size.width() / 6, size.height() / 8, -size.width() / 6, -size.height() / 8);
    painter.fillRect(sheet, Qt::white);
    const int module = sheet.width() / 16;
    for (int cell = 0; cell < 64; ++cell) {
        if (cell * 37 % 5 < 3)
            painter.fillRect(sheet.x() + (4 + cell % 8) * module, sheet.center().y() + (cell / 8 - 4) * module, module,
                             module, Qt::black);
    }
    return picture;
}

std::function<void(SampleModels&)> pictured()
{
    return [](SampleModels& models) {
        enrolled(models);
        const auto line = [](const char* name, PicturesModel::Place place, int minutes, int daysAgo) {
            const QString path = QLatin1String(name);
            return PicturesModel::Line{path, place, path.endsWith(QLatin1String("pdf")),
                                       before(std::chrono::minutes(minutes)), daysAgo};
        };
        models.pictures.show(
            {line("1.png", PicturesModel::Downloads, 2, 0), line("2.pdf", PicturesModel::Downloads, 51, 0),
             line("3.jpg", PicturesModel::Pictures, 1380, 1), line("4.pdf", PicturesModel::Stick, 4300, 3),
             line("5.jpg", PicturesModel::Stick, 9000, 6), line("6.jpg", PicturesModel::Pictures, 9100, 6)});
        models.pictures.showThumbnail(QStringLiteral("1.png"), snapshot(QColor(0x1b, 0x26, 0x2d), {148, 320}));
        models.pictures.showThumbnail(QStringLiteral("2.pdf"), snapshot(Qt::white, {226, 320}));
        models.pictures.showThumbnail(QStringLiteral("5.jpg"), snapshot(QColor(0x8a, 0x6d, 0x4b), {320, 240}));
    };
}

std::vector<Sample> makeSamples()
{
    constexpr Conditions everything = Conditions(Condition::ClockDoubtful) | Condition::ClosedDay |
                                      Condition::ListsAgeing | Condition::SoftLimit | Condition::NotConfirmed;
    const auto start = [](StartModel::State state) {
        return [state](SampleModels& models) { models.start.show(state); };
    };
    const auto sync = [](int waiting, SyncModel::Link link, SyncModel::Lists lists) {
        return [=](SampleModels& models) {
            enrolled(models, waiting);
            models.sync.show({.waiting = waiting,
                              .link = link,
                              .lists = lists,
                              .lastReceipt = before(std::chrono::minutes(95)),
                              .listsIssued = before(std::chrono::hours(100))});
        };
    };
    const auto unlock = [](UnlockModel::Problem problem) {
        return [problem](SampleModels& models) {
            enrolled(models);
            models.unlock.show(
                {.hasPin = true, .problem = problem, .triesLeft = 7, .waitSeconds = 30, .operators = people(1)});
        };
    };
    const auto shared = [](int count, int chosen, UnlockModel::Problem problem) {
        return [=](SampleModels& models) {
            enrolled(models);
            UnlockModel::State state{.hasPin = true, .triesLeft = 7, .operators = people(count), .canRecover = true};
            models.unlock.show(state);
            models.unlock.choose(chosen);
            state.problem = problem;
            models.unlock.show(state);
        };
    };
    const auto managed = [](int count, bool proved) {
        return [=](SampleModels& models) {
            enrolled(models);
            const UnlockModel::State state{
                .hasPin = true, .unlocked = true, .operators = people(count), .open = 1, .canRecover = true};
            if (proved)
                models.unlock.again({});
            models.unlock.show(state);
        };
    };
    const auto camera = [](ScanModel::Camera state, ScanModel::Hint hint) {
        return [=](SampleModels& models) {
            enrolled(models);
            models.scan.show(state);
            models.scan.show(hint);
        };
    };
    const auto offered = [](OfferView view) {
        return [view](SampleModels& models) {
            enrolled(models);
            models.desk.showOffer(view);
        };
    };
    const auto grouped = [](const GroupModel::View& view) {
        return [view](SampleModels& models) {
            enrolled(models);
            models.group.show(view);
        };
    };
    GroupModel::View refusals = group();
    refusals.lines = {refusedChild(1, Refusal::NotOurCode), refusedChild(2, Refusal::OfflineLimit),
                      refusedChild(3, Refusal::Unreadable), refusedChild(4, Refusal::UnknownKey)};
    OfferView cents = offer();
    cents.cents = true;
    cents.amount = 1250;
    cents.left = 123450;
    cents.quantity = 200000;
    OfferView last = offer(Condition::Practice);
    last.quantity = 20;
    last.left = 1;
    OfferView many = offer();
    many.quantity = 120;
    many.left = 98;

    return {
        {"enrol", 0, [](SampleModels& models) { enrolling(models, EnrolModel::None); }},
        {"enrol-brought-over", 0,
         [](SampleModels& models) {
             enrolling(models, EnrolModel::None);
             models.sync.show({.waiting = 14});
         }},
        {"enrol-without", 0, [](SampleModels& models) { enrolling(models, EnrolModel::None); }, "explaining"},
        {"invitation", 0,
         [](SampleModels& models) {
             enrolling(models, EnrolModel::None);
             models.unlock.show({.hasPin = true, .unlocked = true});
         },
         "wantsInvitation"},
        {"choose-pin", 0,
         [](SampleModels& models) {
             enrolled(models);
             models.unlock.show({.problem = UnlockModel::TooCommon});
         }},
        {"kept", 0, [](SampleModels& models) { enrolling(models, EnrolModel::Waiting); }},
        {"words", 0, [](SampleModels& models) { enrolling(models, EnrolModel::AwaitingOfficer); }},
        {"invitation-ended", 0, [](SampleModels& models) { enrolling(models, EnrolModel::Refused); }},
        {"unlock", 0, unlock(UnlockModel::None)},
        {"unlock-wrong", 0, unlock(UnlockModel::Wrong)},
        {"unlock-wait", 0, unlock(UnlockModel::Wait)},
        {"unlock-locked", 0, unlock(UnlockModel::Locked)},
        {"who", 0, shared(3, 0, UnlockModel::None)},
        {"who-many", 0, shared(12, 0, UnlockModel::None)},
        {"unlock-shared", 0, shared(3, 2, UnlockModel::None)},
        {"unlock-blocked", 0, shared(3, 3, UnlockModel::None)},
        {"recovery", 0, shared(3, 3, UnlockModel::None), "recovering"},
        {"recovery-wrong", 0, shared(3, 3, UnlockModel::Wrong), "recovering"},
        {"again", 5, managed(3, false)},
        {"people", 5, managed(3, true)},
        {"people-many", 5, managed(12, true)},
        {"person", 6, managed(3, true)},
        {"person-pin", 7, managed(3, true)},
        {"scan", 0, camera(ScanModel::Ready, ScanModel::Closer)},
        {"scan-lamp", 0,
         [](SampleModels& models) {
             enrolled(models);
             models.scan.showAbilities(true, true);
             models.scan.showTorch(true);
             models.scan.show(ScanModel::LessGlare);
         }},
        {"scan-resting", 0,
         [](SampleModels& models) {
             enrolled(models);
             models.scan.setActive(true);
             models.scan.rest();
         }},
        {"scan-several", 0, camera(ScanModel::Ready, ScanModel::OneAtATime)},
        {"scan-not-allowed", 0, camera(ScanModel::NoPermission, ScanModel::NoHint)},
        {"scan-in-use", 0, camera(ScanModel::InUse, ScanModel::NoHint)},
        {"scan-lost", 0, camera(ScanModel::Lost, ScanModel::NoHint)},
        {"scan-no-camera", 0, camera(ScanModel::NoCamera, ScanModel::NoHint)},
        {"scan-poster", 0,
         [](SampleModels& models) {
             enrolled(models);
             models.scan.show(ScanModel::Ready);
             models.sync.showUpdate({SyncModel::PosterBegun, 2, 5});
         }},
        {"scan-poster-not-taken", 0,
         [](SampleModels& models) {
             enrolled(models);
             models.scan.show(ScanModel::Ready);
             models.sync.showUpdate({SyncModel::NotForUs});
         }},
        {"group-empty", 0, grouped({.open = true})},
        {"group", 0, grouped(group())},
        {"group-telling", 0, grouped(group()), "telling"},
        {"group-ageing", 0, grouped(group(Conditions(Condition::ListsAgeing) | Condition::SoftLimit))},
        {"group-refusals", 0, grouped(refusals)},
        {"offer", 0, offered(offer())},
        {"offer-folded", 0, offered(offer()), "folded"},
        {"offer-cents", 0, offered(cents)},
        {"offer-practice", 0, offered(last)},
        {"offer-many", 0, offered(many)},
        {"offer-ageing", 0, offered(offer(Condition::ListsAgeing))},
        {"offer-holiday", 0, offered(offer(Condition::ClosedDay))},
        {"offer-everything", 0, offered(offer(everything))},
        recordedSample("recorded", EntryState::OnDevice),
        recordedSample("sent", EntryState::Sent),
        recordedSample("counted", EntryState::Counted),
        recordedSample("review", EntryState::Review),
        recordedSample("rejected", EntryState::Rejected),
        recordedSample("voided", EntryState::Voided),
        {"practised", 0,
         [](SampleModels& models) {
             enrolling(models, EnrolModel::None);
             RecordedView view = recorded(EntryState::OnDevice);
             view.practice = true;
             models.desk.showRecorded(view, 0);
         }},
        {"noted", 0,
         [](SampleModels& models) {
             enrolled(models);
             RecordedView view = recorded(EntryState::OnDevice);
             view.note = true;
             view.signKnown = false;
             models.desk.showRecorded(view, 892);
         }},
        refusedSample("refused", Refusal::NothingLeft),
        refusedSample("refused-stop", Refusal::AlreadyRedeemed),
        refusedSample("refused-long", Refusal::UnknownKey),
        refusedSample("refused-middle", Refusal::ProviderSuspended),
        refusedSample("refused-unreadable", Refusal::Unreadable),
        {"no-paper", 1, [](SampleModels& models) { enrolled(models); }},
        {"no-paper-number", 1, [](SampleModels& models) { enrolled(models); }, "typing"},
        {"no-paper-doubtful", 1,
         [](SampleModels& models) {
             enrolled(models);
             models.desk.showNumberDoubtful();
         },
         "typing"},
        {"pictures", 4, pictured()},
        {"pictures-none", 4,
         [](SampleModels& models) {
             enrolled(models);
             models.pictures.show({});
         }},
        {"pictures-reading", 4,
         [](SampleModels& models) {
             pictured()(models);
             models.pictures.take(1);
         }},
        {"pictures-without-code", 4,
         [](SampleModels& models) {
             pictured()(models);
             models.pictures.take(2);
             models.pictures.showNotReadable();
             models.pictures.take(0);
             models.pictures.showNoCode();
         }},
        {"month", 2,
         [](SampleModels& models) {
             enrolled(models);
             models.history.show(month());
         }},
        {"month-empty", 2,
         [](SampleModels& models) {
             enrolled(models, 0);
             models.history.show({.month = QDate(2026, 11, 1)});
         }},
        {"sending", 3, sync(3, SyncModel::NoNetwork, SyncModel::Ageing)},
        {"sending-gate", 3, sync(301, SyncModel::ClosedGate, SyncModel::Expired)},
        {"sending-untrusted", 3, sync(12, SyncModel::NotTrusted, SyncModel::Fresh)},
        {"sending-stick", 3,
         [](SampleModels& models) {
             enrolled(models);
             models.sync.showUpdate({SyncModel::NotForUs});
         }},
        {"sending-saved", 3,
         [](SampleModels& models) {
             enrolled(models);
             models.sync.showSaving({SyncModel::Saved, 12});
         }},
        {"sending-done", 3, sync(0, SyncModel::Idle, SyncModel::Fresh)},
        {"problem-damaged", 0, start(StartModel::Damaged)},
        {"problem-newer", 0, start(StartModel::Newer)},
    };
}

} // namespace

QVariantMap SampleModels::properties()
{
    return {{QStringLiteral("start"), QVariant::fromValue(&start)},
            {QStringLiteral("unlock"), QVariant::fromValue(&unlock)},
            {QStringLiteral("enrol"), QVariant::fromValue(&enrol)},
            {QStringLiteral("scan"), QVariant::fromValue(&scan)},
            {QStringLiteral("pictures"), QVariant::fromValue(&pictures)},
            {QStringLiteral("desk"), QVariant::fromValue(&desk)},
            {QStringLiteral("group"), QVariant::fromValue(&group)},
            {QStringLiteral("history"), QVariant::fromValue(&history)},
            {QStringLiteral("sync"), QVariant::fromValue(&sync)}};
}

const std::vector<Sample>& samples()
{
    static const std::vector<Sample> all = makeSamples();
    return all;
}

} // namespace voucher

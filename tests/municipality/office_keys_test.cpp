#include "crypto/poster.h"
#include "sync/municipality/paper.h"
#include "sync/municipality/publishing.h"
#include "terminal/scan/decoder.h"
#include "tests/municipality/office_program.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

using namespace voucher;
using namespace voucher::test;

namespace {

/// The office with a provider and one voucher, and what a terminal that was enrolled then has pinned.
class Town : public OfficeProgram
{
public:
    Town()
    {
        init();
        run(QStringLiteral("provider add --id 12 --name Φορέας --service 7:2026-01-01:2199-12-31"));
        run(issuing());
        update();
        pinned = publishedList().content().roots;
    }

    std::unique_ptr<Register> open() const
    {
        return Register::open(folder() + QStringLiteral("/register.sqlite")).value();
    }

    TrustList publishedList() const { return publishedTrustList(*open()).value().value(); }

    QString updateFile() const { return folder() + QStringLiteral("/update.epitagi"); }

    /// Publishes, and reads what a stick would carry.
    Update update(const QStringList& act = {QStringLiteral("publish")})
    {
        done = run(act + QStringList{QStringLiteral("--file"), updateFile()}) == 0;
        QFile file(updateFile());
        file.open(QIODevice::ReadOnly);
        return updateFrom(file.readAll()).value_or(Update{});
    }

    KeyId keyInUse(KeyRole role) const
    {
        return KeyFolder(folder() + QStringLiteral("/keys"))
            .read(keyFileName(role), algorithmOf(role))
            .value()
            .publicKey()
            .id();
    }

    QByteArray voucher() const { return open()->vouchers().value().at(0).message; }

    std::optional<Roots> pinned;
    bool done = false;
};

} // namespace

class OfficeKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void changesEveryKeyAndKeepsTheOldOneGood();
    void revokesAnIssuerWithEverythingItEverSigned();
    void revokesAnEarlierKeyByItsNumber();
    void replacesARootByTheOtherOnesWord_data();
    void replacesARootByTheOtherOnesWord();
    void aChangeThatCannotBeStoredChangesNothing();
    void refusesUnknownNamesInOneGreekSentence();
    void printsAPosterThatACameraReads();
};

void OfficeKeysTest::changesEveryKeyAndKeepsTheOldOneGood()
{
    Town town;
    for (int role = 1; role <= 6; ++role) {
        const auto keyRole = KeyRole(role);
        const KeyId old = town.keyInUse(keyRole);
        const TrustList before = town.publishedList();
        town.update({QStringLiteral("change-key"), keyFileName(keyRole)});
        QVERIFY(town.done);
        const TrustList after = town.publishedList();
        QCOMPARE(after.content().version, before.content().version + 1);
        QVERIFY(mayReplace(before, after, after.content().issued));
        QVERIFY(town.keyInUse(keyRole) != old);
        QVERIFY(after.find(keyRole, old) && !after.find(keyRole, old)->revoked);
        QVERIFY(after.find(keyRole, town.keyInUse(keyRole)));
        QVERIFY(verifyVoucherMessage(town.voucher(), after));
        // Nothing is thrown away: what was sealed to the old key must still be opened.
        const QString number = QString::fromLatin1(bytesOf(old).toByteArray().toHex());
        QVERIFY(KeyFolder(town.folder() + QStringLiteral("/keys"))
                    .read(keyFileName(keyRole) + u'-' + number, algorithmOf(keyRole)));
        QVERIFY(verifyBulletin(town.open()->currentBulletin().value().value(), after));
    }
}

void OfficeKeysTest::revokesAnIssuerWithEverythingItEverSigned()
{
    Town town;
    const QByteArray voucher = town.voucher();
    const TrustList before = town.publishedList();
    QVERIFY(verifyVoucherMessage(voucher, before));
    const Update update = town.update({QStringLiteral("revoke-key"), QStringLiteral("issuer")});
    QVERIFY(town.done);
    QCOMPARE(town.lines.at(0)[QStringLiteral("vouchers")].toInt(), 1);
    const auto after = verifyTrustList(update.trustList, *town.pinned);
    QVERIFY(after);
    QCOMPARE(verifyVoucherMessage(voucher, *after).error(), Refusal::KeyRevoked);
    QCOMPARE(town.run(town.issuing()), 0);
    QCOMPARE(town.open()->vouchers().value().size(), std::size_t(2));
    const std::vector<IssuedVoucher> vouchers = town.open()->vouchers().value();
    for (const IssuedVoucher& issued : vouchers)
        QCOMPARE(verifyVoucherMessage(issued.message, *after).has_value(), issued.message != voucher);
}

void OfficeKeysTest::revokesAnEarlierKeyByItsNumber()
{
    Town town;
    const KeyId first = town.keyInUse(KeyRole::Issuer);
    town.update({QStringLiteral("change-key"), QStringLiteral("issuer")});
    const KeyId second = town.keyInUse(KeyRole::Issuer);
    const QString number = QString::fromLatin1(bytesOf(first).toByteArray().toHex());
    const QStringList act{QStringLiteral("revoke-key"), QStringLiteral("issuer"), QStringLiteral("--key"), number};
    town.update(act);
    QVERIFY(town.done);
    QVERIFY(town.publishedList().find(KeyRole::Issuer, first)->revoked);
    QVERIFY(!town.publishedList().find(KeyRole::Issuer, second)->revoked);
    QVERIFY(town.keyInUse(KeyRole::Issuer) == second);
    QVERIFY(town.refused(act));
    QCOMPARE(town.run(QStringLiteral("show keys")), 0);
    QCOMPARE(town.lines.size(), 9);
}

void OfficeKeysTest::replacesARootByTheOtherOnesWord_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("active") << QStringLiteral("root-active");
    QTest::newRow("spare") << QStringLiteral("root-spare");
}

void OfficeKeysTest::replacesARootByTheOtherOnesWord()
{
    QFETCH(const QString, name);
    Town town;
    const bool active = name == QLatin1String("root-active");
    const PublicKey stays = active ? town.pinned->spare : town.pinned->active;
    const PublicKey goes = active ? town.pinned->active : town.pinned->spare;
    const TrustList before = town.publishedList();
    const Update update = town.update({QStringLiteral("revoke-key"), name});
    QVERIFY(town.done);
    const auto after = verifyTrustList(update.trustList, *town.pinned);
    QVERIFY(after);
    QVERIFY(after->signedBy() == stays.id());
    QVERIFY(mayReplace(before, *after, after->content().issued));
    QVERIFY(!(after->content().roots.active == goes) && !(after->content().roots.spare == goes));
    QVERIFY(verifyBulletin(update.bulletin, *after));
    // A terminal that missed this change follows the next list all the same.
    const Update next = town.update({QStringLiteral("publish"), QStringLiteral("--trust-list")});
    const auto third = verifyTrustList(next.trustList, *town.pinned);
    QVERIFY(third && mayReplace(before, *third, third->content().issued));
    QVERIFY(verifyTrustList(next.trustList, after->content().roots));
}

void OfficeKeysTest::aChangeThatCannotBeStoredChangesNothing()
{
    Town town;
    const KeyId before = town.keyInUse(KeyRole::Bulletin);
    const TrustList list = town.publishedList();
    const QStringList nowhere{QStringLiteral("--poster"), QStringLiteral("/nowhere/poster.pdf")};
    QVERIFY(town.refused(QStringList{QStringLiteral("revoke-key"), QStringLiteral("bulletin")} + nowhere));
    QVERIFY(town.refused(QStringList{QStringLiteral("revoke-key"), QStringLiteral("root-active")} + nowhere));
    QVERIFY(town.keyInUse(KeyRole::Bulletin) == before);
    QCOMPARE(town.publishedList().message(), list.message());
    QCOMPARE(town.run(QStringLiteral("publish --trust-list")), 0);
}

void OfficeKeysTest::refusesUnknownNamesInOneGreekSentence()
{
    Town town;
    QVERIFY(town.refused(QStringLiteral("revoke-key everything")));
    QVERIFY(town.refused(QStringLiteral("revoke-key issuer --key 0102030405060708")));
    QVERIFY(town.refused(QStringLiteral("revoke-key issuer --key rubbish")));
    QVERIFY(QFile::remove(town.folder() + QStringLiteral("/keys/root-spare.key")));
    QVERIFY(town.refused(QStringLiteral("revoke-key root-active")));
    QVERIFY(QFile::remove(town.folder() + QStringLiteral("/keys/root-active.key")));
    QVERIFY(town.refused(QStringLiteral("revoke-key issuer")));
    QVERIFY(town.publishedList().content().version == 1);
}

void OfficeKeysTest::printsAPosterThatACameraReads()
{
    Town town;
    const QString poster = town.folder() + QStringLiteral("/poster.pdf");
    const Update update = town.update({QStringLiteral("publish"), QStringLiteral("--poster"), poster});
    const int codes = town.lines.at(0)[QStringLiteral("codes")].toInt();
    QVERIFY(codes > 0);
    PosterJoiner joiner;
    std::optional<QByteArray> whole;
    for (int page = 1; page <= (codes + 1) / 2; ++page) {
        QProcess draw;
        const QString picture = town.folder() + QStringLiteral("/page");
        draw.start(QStringLiteral("pdftoppm"),
                   {QStringLiteral("-png"), QStringLiteral("-singlefile"), QStringLiteral("-r"), QStringLiteral("100"),
                    QStringLiteral("-f"), QString::number(page), poster, picture});
        QVERIFY(draw.waitForFinished() && draw.exitCode() == 0);
        const QImage sheet(picture + QStringLiteral(".png"));
        for (const bool lower : {false, true}) {
            const QRectF place = posterCodePlace(codes == 1, lower);
            const double dots = sheet.width() / 210.0;
            const QImage code = sheet.copy(QRectF(place.topLeft() * dots, place.size() * dots).toRect());
            for (const auto& found : Decoder::decodePicture(code)) {
                if (const auto progress = joiner.add(found.text); progress && progress->whole)
                    whole = progress->whole;
            }
        }
    }
    QVERIFY(whole);
    QCOMPARE(whole, encode(update));
}

QTEST_GUILESS_MAIN(OfficeKeysTest)
#include "office_keys_test.moc"

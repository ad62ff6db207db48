#include "crypto/poster.h"
#include "terminal/desk.h"
#include "tests/sync/tablet.h"

#include <QTest>

#include <memory>
#include <optional>

using namespace voucher;
using namespace voucher::test;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::minutes never{std::chrono::minutes::max()};

/// A tablet somewhere in the municipality on the day on which the issuer's key is found to have leaked.
class Post
{
public:
    /// `phase`: how long before the revocation it last asked for the lists.
    explicit Post(std::chrono::minutes phase)
    {
        tablet.enrol();
        // An issuer that leaked can forge any date within its key's window.
        VoucherClaims claims = tablet.office.town.claims(700);
        claims.issuedAt = baseInstant - std::chrono::hours{24 * 100};
        claims.notBefore = claims.issuedAt;
        m_forged = tablet.office.town.voucherText(claims);
        pass(phase);
    }

    /// The office has found out: its new lists lie ready at the server.
    void revoke()
    {
        const Instant now = tablet.clock.read().wall;
        const TestMunicipality& town = tablet.office.town;
        TrustListContent list = tablet.ledger->trustList()->content();
        list.version = 2;
        list.issued = now;
        for (TrustedKey& key : list.keys) {
            if (key.key == town.issuer.publicKey())
                key.revoked = now;
        }
        m_trustList = signTrustList(list, town.rootActive);
        must(tablet.office.registerOfAll->publishTrustList(2, m_trustList));
    }

    /// Time passes, the network carries what is asked for.
    void pass(std::chrono::minutes span)
    {
        // Nothing that is carried needs looking at more often.
        const auto step = tablet.bend ? std::min(span, std::chrono::minutes(30min)) : std::chrono::minutes(1min);
        for (; span > 0min; span -= step) {
            tablet.clock.advance(step);
            tablet.transport.run();
        }
    }

    void goOffline()
    {
        tablet.bend = [](const HttpRequest&, HttpAnswer& answer) { answer = {HttpOutcome::NoNetwork}; };
    }

    void scanPoster()
    {
        PosterJoiner joiner;
        for (const QString& part : posterParts(encode(Update{m_trustList, tablet.ledger->bulletin()->message()}))) {
            const auto progress = joiner.add(part);
            if (progress->whole)
                QVERIFY(takeUpdate(*tablet.ledger, *progress->whole, tablet.clock.read()).value());
        }
    }

    /// What the desk says of a forged voucher now.
    std::optional<Refusal> refusal()
    {
        Desk desk(*tablet.ledger, tablet.vault, tablet.clock);
        const auto offer = desk.check(m_forged);
        return offer ? std::nullopt : std::optional(offer.error().code);
    }

    /// How long after the revocation the first forged voucher is refused; looked at every `step`.
    std::chrono::minutes refusesAfter(std::chrono::minutes longest, std::chrono::minutes step,
                                      std::chrono::minutes poster = never)
    {
        for (std::chrono::minutes passed{0}; passed <= longest; passed += step) {
            if (passed >= poster) {
                scanPoster();
                poster = never;
            }
            if (refusal())
                return passed;
            pass(step);
        }
        return never;
    }

    Tablet tablet;

private:
    QString m_forged;
    QByteArray m_trustList;
};

} // namespace

/// Forged vouchers, dated back to before the leak, offered to a fleet until the last tablet refuses them.
class KeyLeakTest : public QObject
{
    Q_OBJECT

private slots:
    void everyTabletRefusesFromTheMomentTheListIsThere();
    void aTabletWithoutPosterOrNetworkRefusesWhenItsListsEnd();
    void aRevokedKeyStaysRevokedAfterARestart();
};

void KeyLeakTest::everyTabletRefusesFromTheMomentTheListIsThere()
{
    std::chrono::minutes lastOnline{0};
    for (const auto phase : {0min, 7min, 13min, 22min, 29min}) {
        Post post(phase);
        QVERIFY(!post.refusal());
        post.revoke();
        const auto after = post.refusesAfter(2h, 1min);
        QCOMPARE(post.refusal(), Refusal::KeyRevoked);
        lastOnline = std::max(lastOnline, after);
    }
    std::chrono::minutes lastPoster{0};
    for (const auto hours : {1h, 5h, 26h}) {
        Post post(0min);
        post.revoke();
        post.goOffline();
        const auto after = post.refusesAfter(48h, 10min, hours);
        QCOMPARE(post.refusal(), Refusal::KeyRevoked);
        QCOMPARE(after, std::chrono::minutes(hours));
        lastPoster = std::max(lastPoster, after);
    }
    qInfo("minutes from revoke-key to the last refusing terminal: online %lld; by a poster hung up after 1, 5 and 26 "
          "hours %lld",
          static_cast<long long>(lastOnline.count()), static_cast<long long>(lastPoster.count()));
    // The courier asks every half hour: nobody online is later than that, with a minute to be carried.
    QVERIFY(lastOnline <= 31min);
}

void KeyLeakTest::aTabletWithoutPosterOrNetworkRefusesWhenItsListsEnd()
{
    Post post(0min);
    post.revoke();
    post.goOffline();
    const auto after = post.refusesAfter(std::chrono::hours{24 * 20}, 3h);
    QCOMPARE(post.refusal(), Refusal::ListsExpired);
    qInfo("minutes to the last refusing terminal without poster or network: %lld",
          static_cast<long long>(after.count()));
    QVERIFY(after <= std::chrono::hours{24 * 14});
}

void KeyLeakTest::aRevokedKeyStaysRevokedAfterARestart()
{
    Post post(0min);
    post.revoke();
    post.scanPoster();
    QCOMPARE(post.refusal(), Refusal::KeyRevoked);
    post.tablet.courier.reset();
    post.tablet.ledger.reset();
    post.tablet.ledger = Ledger::open(post.tablet.folder.filePath(QStringLiteral("ledger"))).value();
    QCOMPARE(post.refusal(), Refusal::KeyRevoked);
}

QTEST_GUILESS_MAIN(KeyLeakTest)
#include "key_leak_test.moc"

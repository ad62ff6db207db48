#pragma once

#include "terminal/decision.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

namespace voucher::test {

inline constexpr TerminalId ourTerminal{{1, 2, 3, 4, 5, 6, 7, 8}};
inline const QDate today(2026, 11, 22);

inline const TestMunicipality& municipality()
{
    static const TestMunicipality keys;
    return keys;
}

/// A situation in which a visit of the tenfold voucher is offered; each test changes what it is about.
struct Scene
{
    VoucherClaims claims = municipality().claims();
    std::optional<Instant> trustListEnds;
    BulletinContent bulletin = municipality().bulletinContent();
    Situation situation{.provider = ourProvider,
                        .terminal = ourTerminal,
                        .halted = false,
                        .now = {baseInstant},
                        .account = {},
                        .own = {},
                        .unsent = {},
                        .storageFull = false};

    Account& account()
    {
        if (!situation.account)
            situation.account = Account{.voucher = claims.id, .lastDate = today.addDays(-1)};
        return *situation.account;
    }

    tl::expected<Offer, Refused> decide() const
    {
        static const TrustList usual = municipality().trustList();
        const TrustList list =
            trustListEnds
                ? municipality().trustList([this](TrustListContent& content) { content.expires = *trustListEnds; })
                : usual;
        const Bulletin notice = verifyBulletin(signBulletin(bulletin, municipality().bulletinKey), usual).value();
        Situation whole = situation;
        whole.trustList = &list;
        whole.bulletin = &notice;
        const QByteArray message = signVoucher(claims, municipality().issuer);
        return voucher::decide(verifyVoucherMessage(message, usual).value(), whole);
    }
};

inline void expectRefusal(const Scene& scene, const Refused& expected)
{
    const auto decided = scene.decide();
    QVERIFY(!decided);
    QCOMPARE(decided.error().code, expected.code);
    QCOMPARE(decided.error().when, expected.when);
    QCOMPARE(decided.error().count, expected.count);
    QCOMPARE(decided.error().coupon, expected.coupon);
}

inline void expectOffer(const Scene& scene, Conditions conditions = {})
{
    const auto decided = scene.decide();
    QVERIFY2(decided, decided ? "" : nameOf(decided.error().code).data());
    QCOMPARE(decided->conditions(), conditions);
}

} // namespace voucher::test

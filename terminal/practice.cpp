#include "terminal/practice.h"

#include "crypto/voucher.h"

namespace voucher {

namespace {

using namespace std::chrono;

constexpr Instant practiceStart = sys_days{January / 1 / 2026};
constexpr Instant practiceEnd = sys_days{January / 1 / 2100};
constexpr ServiceCode practiceService{1};

/// A key that everybody can compute. That is safe: these documents are looked at only while a terminal belongs to no
/// municipality, when nothing is stored and nothing can count; an enrolled terminal has its own trust list.
PrivateKey practiceKey(QByteArrayView purpose)
{
    // PKCS #8 of an Ed25519 key is this prefix and the 32-byte seed (RFC 8410 §7).
    const QByteArray prefix = QByteArray::fromHex("302e020100300506032b657004220420");
    const Hash seed = sha256(QByteArrayLiteral("EPT1/practice/") + purpose.toByteArray());
    auto key = PrivateKey::fromPkcs8(Algorithm::EdDSA, SecretBytes(prefix + bytesOf(seed).toByteArray()));
    Q_ASSERT(key);
    return std::move(*key);
}

TrustList practiceTrustList(const PrivateKey& root)
{
    const Roots roots{root.publicKey(), practiceKey("spare").publicKey()};
    TrustListContent content{1, practiceStart, practiceEnd, {}, roots, {}};
    content.keys.push_back({KeyRole::Issuer, practiceKey("issuer").publicKey(), practiceStart, practiceEnd, {}});
    content.keys.push_back({KeyRole::Bulletin, practiceKey("bulletin").publicKey(), practiceStart, practiceEnd, {}});
    return *verifyTrustList(signTrustList(content, root), roots);
}

Bulletin practiceBulletin(const TrustList& trustList)
{
    BulletinContent content;
    content.version = 1;
    content.issued = practiceStart;
    content.freshUntil = practiceEnd;
    content.expires = practiceEnd;
    // One valid voucher; beyond its end only younger vouchers than the bulletin would be good.
    content.statusList = QByteArray(1, '\0');
    content.services = {Service{practiceService}};
    content.providers = {Provider{
        practiceProvider, QStringLiteral("–"), false, {{practiceService, QDate(2026, 1, 1), QDate(2099, 12, 31)}}}};
    content.lowestProgramVersion = QStringLiteral("0.1.0");
    return *verifyBulletin(signBulletin(content, practiceKey("bulletin")), trustList);
}

} // namespace

const PracticeDocuments& practiceDocuments()
{
    static const PracticeDocuments documents = [] {
        TrustList trustList = practiceTrustList(practiceKey("root"));
        Bulletin bulletin = practiceBulletin(trustList);
        return PracticeDocuments{std::move(trustList), std::move(bulletin)};
    }();
    return documents;
}

QString practiceVoucherText()
{
    VoucherClaims claims;
    claims.id = idFrom<VoucherId>("practice");
    claims.issuedAt = practiceStart;
    claims.notBefore = practiceStart;
    claims.expires = practiceStart + days{9 * 365};
    claims.programme = ProgrammeId{1};
    claims.service = practiceService;
    claims.quantity = 10;
    claims.practice = true;
    return voucherText(signVoucher(claims, practiceKey("issuer")));
}

} // namespace voucher

#include "crypto/invitation.h"

#include "crypto/base45.h"
#include "crypto/document.h"
#include "crypto/fields.h"

#include <QUrl>

#include <algorithm>

namespace voucher {

namespace {

constexpr CborLimits limits{.bytes = 1024, .depth = 6, .items = 64};
constexpr qsizetype longestText = 1600;
constexpr qsizetype longestUrl = 200;
constexpr qsizetype secretLength = 16;
constexpr qsizetype rawKeyLength = 32;
constexpr QLatin1StringView prefix("EPI1:");

/// Everything of an Ed25519 SubjectPublicKeyInfo (RFC 8410 §4) before the key itself: left out on paper, where each
/// byte makes the QR code denser.
QByteArray spkiHead()
{
    return QByteArray::fromHex("302a300506032b6570032100");
}

std::optional<PublicKey> readRawKey(CborCursor& cursor)
{
    return PublicKey::fromSpki(Algorithm::EdDSA, spkiHead() + cursor.bytes(rawKeyLength).toByteArray());
}

bool isServerUrl(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && url.scheme() == QLatin1StringView("https") && !url.host().isEmpty() &&
           url.path().isEmpty() && url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

std::optional<InvitationContent> read(QByteArrayView payload)
{
    CborCursor cursor(payload, limits);
    std::optional<PublicKey> active;
    std::optional<PublicKey> spare;
    QString url;
    Hash tlsAuthority;
    ProviderId provider;
    QByteArray secret;
    Instant issued;
    Instant expires;
    readMap(cursor, UnknownKeys::Ignored, {1, 2, 3, 4, 5, 6, 7}, [&](std::int64_t key) {
        switch (key) {
        case 1:
            readArrayHead(cursor, 2);
            active = readRawKey(cursor);
            spare = readRawKey(cursor);
            return true;
        case 2:
            url = cursor.text(longestUrl);
            return true;
        case 3:
            tlsAuthority = cursor.id<Hash>();
            return true;
        case 4:
            provider = readNumber<ProviderId>(cursor);
            return true;
        case 5:
            secret = cursor.bytes(secretLength).toByteArray();
            return true;
        case 6:
            issued = readSeconds(cursor);
            return true;
        case 7:
            expires = readSeconds(cursor);
            return true;
        }
        return false;
    });
    if (!cursor.finish() || !active || !spare || *active == *spare || issued >= expires || !isServerUrl(url))
        return {};
    return InvitationContent{Roots{*active, *spare}, url, tlsAuthority, provider, secret, issued, expires};
}

QByteArray write(const InvitationContent& content)
{
    CborWriter writer;
    writer.map(7).integer(1).array(2);
    writer.bytes(QByteArrayView(content.roots.active.spki()).last(rawKeyLength));
    writer.bytes(QByteArrayView(content.roots.spare.spki()).last(rawKeyLength));
    writer.integer(2).text(content.url).integer(3).bytes(bytesOf(content.tlsAuthority));
    writer.integer(4).integer(content.provider.value).integer(5).bytes(content.secret).integer(6);
    writeSeconds(writer, content.issued);
    writer.integer(7);
    writeSeconds(writer, content.expires);
    return writer.take();
}

/// The payload of a message whose key is still unknown. `Sign1` rightly has no such function: only here may bytes be
/// looked at before they are trusted, since the paper names the roots from which all other trust comes.
QByteArrayView unverifiedPayload(QByteArrayView message)
{
    CborCursor cursor(message, limits);
    cursor.tag(18);
    readArrayHead(cursor, 4);
    cursor.skip();
    cursor.skip();
    const QByteArrayView payload = cursor.bytes();
    cursor.skip();
    return cursor.finish() ? payload : QByteArrayView();
}

} // namespace

std::optional<ScannedInvitation> ScannedInvitation::fromText(QStringView text)
{
    if (text.size() > longestText || !text.startsWith(prefix))
        return {};
    std::optional<QByteArray> message = fromBase45(text.sliced(prefix.size()));
    if (!message || !Sign1::parse(*message, limits))
        return {};
    std::optional<InvitationContent> content = read(unverifiedPayload(*message));
    if (!content)
        return {};
    return ScannedInvitation(std::move(*content), std::move(*message));
}

tl::expected<TrustList, DocumentError> verifyInvitation(const ScannedInvitation& invitation, QByteArrayView trustList,
                                                        Instant now)
{
    tl::expected<TrustList, DocumentError> list = verifyTrustList(trustList, invitation.claimed().roots);
    if (!list)
        return list;
    const auto opened = openDocument(invitation.message(), limits, Object::Invitation, *list, KeyRole::Enrolment);
    if (!opened)
        return tl::unexpected(opened.error());
    if (!opened->key->inWindow(invitation.claimed().issued))
        return tl::unexpected(DocumentError::UnknownKey);
    if (invitation.claimed().expires <= now || list->content().expires <= now)
        return tl::unexpected(DocumentError::Expired);
    return list;
}

QByteArray signInvitation(const InvitationContent& content, const PrivateKey& enrolmentKey)
{
    const QByteArray payload = write(content);
    Q_ASSERT(read(payload));
    return sign1(enrolmentKey, Object::Invitation, payload);
}

QString invitationText(QByteArrayView message)
{
    return prefix + QString::fromLatin1(toBase45(message));
}

std::array<int, 6> comparisonWords(QByteArrayView invitationMessage, const PublicKey& terminalKey)
{
    // Both parts are hashed first, so that neither can borrow bytes from the other.
    const Hash invitation = sha256(invitationMessage);
    const Hash key = sha256(terminalKey.spki());
    const Hash both =
        sha256(QByteArrayLiteral("EPT1/comparison\0") + bytesOf(invitation).toByteArray() + bytesOf(key).toByteArray());
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i)
        bits = bits << 8 | both.value[i];
    std::array<int, 6> words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = static_cast<int>(bits >> (34 - 6 * i) & 63);
    return words;
}

} // namespace voucher

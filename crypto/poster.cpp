#include "crypto/poster.h"

#include "crypto/base45.h"
#include "crypto/cbor.h"
#include "crypto/fields.h"
#include "crypto/ids.h"

#include <QRegularExpression>

#include <algorithm>

namespace voucher {

namespace {

constexpr CborLimits limits{.bytes = largestUpdate, .depth = 2, .items = 4};
constexpr int mostParts = 64;
constexpr qsizetype longestPart = 768;
constexpr qsizetype longestText = 1200;
/// 600 bytes are a code of 113 modules at level Q: read from a sheet held at arm's length.
constexpr qsizetype printedPart = 600;
constexpr qsizetype hashLength = 8;

/// As it stands in the codes. It only tells posters apart and finds a spoilt part: trust is the documents' own affair.
QByteArray hashText(QByteArrayView update)
{
    return bytesOf(sha256(update)).first(hashLength).toByteArray().toHex().toUpper();
}

struct Part
{
    int index;
    int of;
    QByteArray hash;
    QByteArray bytes;
};

std::optional<Part> partFrom(QStringView text)
{
    if (text.size() > longestText)
        return std::nullopt;
    static const QRegularExpression form(
        QStringLiteral("\\AEPL1:([1-9][0-9]?)/([1-9][0-9]?)/([0-9A-F]{16}):([^\\n]+)\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int index = match.capturedView(1).toInt();
    const int of = match.capturedView(2).toInt();
    const auto bytes = fromBase45(match.capturedView(4));
    if (of > mostParts || index > of || !bytes || bytes->size() > longestPart)
        return std::nullopt;
    return Part{index, of, match.capturedView(3).toLatin1(), *bytes};
}

} // namespace

QByteArray encode(const Update& update)
{
    CborWriter writer;
    writer.array(2).bytes(update.trustList).bytes(update.bulletin);
    return writer.take();
}

std::optional<Update> updateFrom(QByteArrayView bytes)
{
    CborCursor cursor(bytes, limits);
    readArrayHead(cursor, 2);
    const QByteArrayView trustList = cursor.bytes();
    const QByteArrayView bulletin = cursor.bytes();
    if (!cursor.finish())
        return std::nullopt;
    return Update{trustList.toByteArray(), bulletin.toByteArray()};
}

QStringList posterParts(QByteArrayView update)
{
    const qsizetype count = std::max<qsizetype>(1, (update.size() + printedPart - 1) / printedPart);
    if (count > mostParts)
        return {};
    const qsizetype length = (update.size() + count - 1) / count;
    const QString hash = QString::fromLatin1(hashText(update));
    QStringList texts;
    for (qsizetype index = 0; index < count; ++index) {
        const QByteArrayView bytes = update.sliced(index * length, std::min(length, update.size() - index * length));
        texts +=
            QStringLiteral("EPL1:%1/%2/%3:").arg(index + 1).arg(count).arg(hash) + QString::fromLatin1(toBase45(bytes));
    }
    return texts;
}

std::optional<PosterJoiner::Progress> PosterJoiner::add(QStringView text)
{
    const std::optional<Part> part = partFrom(text);
    if (!part)
        return std::nullopt;
    if (part->hash != m_hash || static_cast<std::size_t>(part->of) != m_parts.size()) {
        m_hash = part->hash;
        m_parts.assign(static_cast<std::size_t>(part->of), QByteArray());
    }
    m_parts[static_cast<std::size_t>(part->index - 1)] = part->bytes;
    Progress progress{0, part->of, {}};
    QByteArray whole;
    for (const QByteArray& bytes : m_parts) {
        progress.seen += bytes.isEmpty() ? 0 : 1;
        whole += bytes;
    }
    if (progress.seen < progress.of)
        return progress;
    const bool good = hashText(whole) == m_hash;
    m_hash.clear();
    m_parts.clear();
    if (!good)
        return std::nullopt;
    progress.whole = std::move(whole);
    return progress;
}

} // namespace voucher

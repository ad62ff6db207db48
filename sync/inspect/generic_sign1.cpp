#include "sync/inspect/generic_sign1.h"

#include "crypto/cbor.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamReader>
#include <QCborValue>

namespace voucher {

namespace {

constexpr qint64 algorithmLabel = 1;
constexpr qint64 criticalLabel = 2;
constexpr qsizetype mostLabels = 64; ///< keeps the search for repeated labels short

/// The one item in `bytes`; undefined if there is less or more.
QCborValue wholeItem(const QByteArray& bytes)
{
    QCborStreamReader reader(bytes);
    const QCborValue value = QCborValue::fromCbor(reader);
    const bool whole = reader.lastError() == QCborError::NoError && reader.currentOffset() == bytes.size();
    return whole ? value : QCborValue();
}

bool repeatsLabel(const QCborMap& header)
{
    const QList<QCborValue> labels = header.keys();
    for (qsizetype place = 1; place < labels.size(); ++place) {
        if (labels.first(place).contains(labels[place]))
            return true;
    }
    return false;
}

/// Whether the two headers may stand together (RFC 9052 §3): few labels, none twice, none critical.
bool fit(const QCborMap& guarded, const QCborMap& open)
{
    if (guarded.size() > mostLabels || open.size() > mostLabels)
        return false;
    if (repeatsLabel(guarded) || repeatsLabel(open) || guarded.contains(criticalLabel) || open.contains(criticalLabel))
        return false;
    const QList<QCborValue> labels = guarded.keys();
    return std::none_of(labels.begin(), labels.end(),
                        [&open](const QCborValue& label) { return open.contains(label); });
}

} // namespace

std::optional<GenericSign1> GenericSign1::parse(const QByteArray& message)
{
    QCborValue value = wholeItem(message);
    if (value.isTag() && value.tag() == QCborTag(18))
        value = value.taggedValue();
    const QCborArray parts = value.toArray();
    if (!value.isArray() || parts.size() != 4 || !parts[0].isByteArray() || !parts[1].isMap() ||
        !parts[2].isByteArray() || !parts[3].isByteArray())
        return std::nullopt;

    GenericSign1 result;
    result.m_protected = parts[0].toByteArray();
    const QCborValue guarded = result.m_protected.isEmpty() ? QCborValue(QCborMap()) : wholeItem(result.m_protected);
    const QCborMap open = parts[1].toMap();
    if (!guarded.isMap() || !fit(guarded.toMap(), open))
        return std::nullopt;
    // Some write the empty header as an encoded empty map; it is signed as if it were not there (RFC 9052 §3).
    if (guarded.toMap().isEmpty())
        result.m_protected.clear();
    result.m_payload = parts[2].toByteArray();
    result.m_signature = parts[3].toByteArray();
    for (const QCborMap& header : {guarded.toMap(), open}) {
        if (const QCborValue algorithm = header.value(algorithmLabel); algorithm.isInteger())
            result.m_algorithm = algorithm.toInteger();
    }
    return result;
}

std::optional<QByteArray> GenericSign1::payloadIfSigned(const PublicKey& key, QByteArrayView aad) const
{
    CborWriter writer;
    writer.array(4).text(u"Signature1").bytes(m_protected).bytes(aad).bytes(m_payload);
    if (m_algorithm != static_cast<qint64>(key.algorithm()) || !key.verify(writer.take(), m_signature))
        return std::nullopt;
    return m_payload;
}

} // namespace voucher

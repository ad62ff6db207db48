#pragma once

#include <QByteArray>
#include <QStringList>
#include <QStringView>

#include <optional>
#include <vector>

namespace voucher {

/// The municipality's two documents, as they travel where no network is: on a poster or in a file. A frame and no more:
/// nothing in it is believed before each document has proved itself.
struct Update
{
    QByteArray trustList;
    QByteArray bulletin;
};

/// Deterministic CBOR `[trust list, bulletin]`.
QByteArray encode(const Update& update);

/// The longest update that `updateFrom` looks at: the largest documents with their frame.
inline constexpr qsizetype largestUpdate = 4 * 1024 * 1024 + 256 * 1024 + 64;

/// The two messages of an update; nothing for bytes that are none.
std::optional<Update> updateFrom(QByteArrayView bytes);

/// The texts of a poster's QR codes, `EPL1:i/n/hash:` and Base45, all of about the same length; empty if the update is
/// too long for the most parts that a poster may have.
QStringList posterParts(QByteArrayView update);

/// Puts a poster's parts together again, in any order; repeats do no harm. Holds the parts of one poster, at most 64 of
/// 768 bytes: a part of another one begins anew.
class PosterJoiner
{
public:
    struct Progress
    {
        int seen = 0;
        int of = 0;
        std::optional<QByteArray> whole; ///< once, with the last part that was missing
    };

    /// Nothing if the text is no part of a poster, or if all parts together are not what their hash says: then every
    /// one of them is forgotten.
    std::optional<Progress> add(QStringView text);

private:
    QByteArray m_hash;
    std::vector<QByteArray> m_parts; ///< an empty one is missing
};

} // namespace voucher

#include "terminal/salvage.h"

#include "crypto/entry_wire.h"
#include "crypto/seal.h"
#include "terminal/ledger.h"
#include "terminal/ledger_file.h"
#include "terminal/put_aside.h"

#include <QFile>

#include <algorithm>
#include <map>
#include <set>

namespace voucher {

namespace {

/// How every entry begins: tag 18, an array of 4, a protected header of 13 bytes that says ES256 and a key of 8 bytes.
const QByteArray entryStart = QByteArrayLiteral("\xD2\x84\x4D\xA2\x01\x26\x04\x48");
/// How the SPKI of a P-256 key begins (RFC 5480 §2); x‖y follow.
const QByteArray keyStart = QByteArrayLiteral("\x30\x59\x30\x13\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01\x06\x08\x2A\x86\x48"
                                              "\xCE\x3D\x03\x01\x07\x03\x42\x00\x04");
constexpr qsizetype keyLength = 91;
/// More keys than a trust list and a vault name are somebody's game.
constexpr std::size_t mostKeys = 64;

/// The length of a message at the beginning of `bytes`, as its heads claim; 0 if they claim nonsense.
qsizetype claimedLength(QByteArrayView bytes)
{
    constexpr qsizetype payloadHead = 17;
    constexpr qsizetype signature = 2 + 64;
    if (bytes.size() < payloadHead + 3) {
        return 0;
    }
    const auto byteAt = [&](qsizetype at) { return static_cast<std::uint8_t>(bytes[at]); };
    const std::uint8_t head = byteAt(payloadHead);
    const qsizetype payload = head == 0x58   ? 2 + byteAt(payloadHead + 1)
                              : head == 0x59 ? 3 + byteAt(payloadHead + 1) * 256 + byteAt(payloadHead + 2)
                                             : 0;
    const qsizetype length = payloadHead + payload + signature;
    return payload == 0 || length > bytes.size() || length > entryLimits.bytes ? 0 : length;
}

/// How a sealed attachment begins: tag 96, an array of 4, the protected header of AES-256-GCM, a nonce of 12 bytes.
const QByteArray sealedStart = QByteArrayLiteral("\xD8\x60\x84\x43\xA1\x01\x03\xA1\x05\x4C");

/// Everything in a file that may be an entry, a sealed attachment or a key, wherever it lies.
struct Fragments
{
    std::set<QByteArray> entries; ///< a log repeats them in every page it keeps
    std::set<QByteArray> sealed;
    std::vector<PublicKey> keys;

    void collect(QByteArrayView window, qsizetype startsBefore)
    {
        for (qsizetype at = window.indexOf(entryStart); at >= 0 && at < startsBefore;
             at = window.indexOf(entryStart, at + 1)) {
            if (const qsizetype length = claimedLength(window.sliced(at)); length > 0) {
                entries.insert(window.sliced(at, length).toByteArray());
            }
        }
        for (qsizetype at = window.indexOf(sealedStart); at >= 0 && at < startsBefore;
             at = window.indexOf(sealedStart, at + 1)) {
            if (const qsizetype length = sealedLength(window.sliced(at)); length > 0) {
                sealed.insert(window.sliced(at, length).toByteArray());
            }
        }
        for (qsizetype at = window.indexOf(keyStart); at >= 0 && at < startsBefore && keys.size() < mostKeys;
             at = window.indexOf(keyStart, at + 1)) {
            const QByteArrayView spki = window.sliced(at, std::min(keyLength, window.size() - at));
            const auto key = PublicKey::fromSpki(Algorithm::ES256, spki);
            if (key && std::find(keys.begin(), keys.end(), *key) == keys.end()) {
                keys.push_back(*key);
            }
        }
    }

    /// In pieces that overlap by the longest of them; a piece that the disk no longer gives is passed over.
    void scan(const QString& path)
    {
        constexpr qint64 step = 256 * 1024;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
            return;
        }
        for (qint64 at = 0; at < file.size(); at += step) {
            if (file.seek(at)) {
                collect(file.read(step + longestSealed), step);
            }
        }
    }
};

/// A sequence number may occur twice: an entry whose transaction never ended, and the one recorded in its place.
using Candidates = std::map<Sequence, std::vector<Entry>>;

void add(Candidates& candidates, QByteArrayView message, const PublicKey& key)
{
    auto entry = verifyEntry(message, key);
    if (!entry) {
        return;
    }
    std::vector<Entry>& same = candidates[entry->content().sequence];
    const bool known =
        std::any_of(same.begin(), same.end(), [&](const Entry& other) { return other.hash() == entry->hash(); });
    if (!known) {
        same.push_back(std::move(*entry));
    }
}

/// Of several entries with one number the one that its successor names; where none is named, all are kept.
std::vector<Entry> chosen(const Candidates& candidates)
{
    std::vector<Entry> backwards;
    std::optional<EntryContent> successor;
    for (auto at = candidates.rbegin(); at != candidates.rend(); ++at) {
        const auto& entries = at->second;
        const auto named = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
            return successor && successor->sequence == at->first + 1 && successor->previous == entry.hash();
        });
        if (named != entries.end()) {
            backwards.push_back(*named);
            successor = named->content();
        } else {
            backwards.insert(backwards.end(), entries.begin(), entries.end());
            successor = entries.front().content();
        }
    }
    return {backwards.rbegin(), backwards.rend()};
}

/// Those of the sealed messages that the entries name.
std::vector<Attachment> namedBy(const std::vector<Entry>& entries, const std::set<QByteArray>& sealed)
{
    std::set<Hash> named;
    for (const Entry& entry : entries) {
        for (const Hash& hash : attachmentsOf(entry.content().body)) {
            named.insert(hash);
        }
    }
    std::vector<Attachment> attachments;
    for (const QByteArray& message : sealed) {
        if (const Hash hash = sha256(message); named.contains(hash)) {
            attachments.push_back({hash, message});
        }
    }
    return attachments;
}

} // namespace

Salvaged salvage(const QString& place, const std::optional<PublicKey>& deviceKey)
{
    const auto file = readLedgerFile(place);
    Fragments fragments;
    fragments.scan(place);
    fragments.scan(place + QStringLiteral("-wal"));

    std::vector<PublicKey> keys = std::move(fragments.keys);
    if (deviceKey) {
        keys = {*deviceKey};
    } else if (file && file->deviceKey) {
        keys.push_back(*file->deviceKey);
    }
    // One file holds one terminal's chain: of several keys the one that signed most is its own.
    Candidates best;
    for (const PublicKey& key : keys) {
        Candidates candidates;
        for (const LedgerFile::Row& row : file ? file->rows : std::vector<LedgerFile::Row>()) {
            add(candidates, row.bytes, key);
        }
        for (const QByteArray& entry : fragments.entries) {
            add(candidates, entry, key);
        }
        if (candidates.size() > best.size()) {
            best = std::move(candidates);
        }
    }
    // SQLite puts together what lies in several pages.
    if (file) {
        fragments.sealed.insert(file->sealed.begin(), file->sealed.end());
    }
    std::vector<Entry> entries = chosen(best);
    std::vector<Attachment> attachments = namedBy(entries, fragments.sealed);
    return {std::move(entries), std::move(attachments)};
}

tl::expected<std::int64_t, DatabaseError> bringOver(Ledger& ledger, const QString& path)
{
    if (ledger.head().sequence != 0) {
        return ledger.carriedWaiting();
    }
    std::vector<Salvaged> found;
    // The latest first: a notice has room for that many.
    const QStringList files = filesPutAside(path);
    for (auto place = files.crbegin(); place != files.crend() && found.size() < mostPredecessors; ++place) {
        Salvaged salvaged = salvage(*place);
        const auto chain = salvaged.predecessor();
        const bool fresh = chain && std::ranges::none_of(found, [&](const Salvaged& other) {
                               return other.predecessor()->terminal == chain->terminal;
                           });
        if (fresh) {
            found.push_back(std::move(salvaged));
        }
    }
    // A tablet that waits for its enrolment writes nothing at its start.
    if (found.empty() && ledger.predecessors().empty()) {
        return 0;
    }
    return ledger.carry(found).map([&] { return ledger.carriedWaiting(); });
}

} // namespace voucher

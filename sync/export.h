#pragma once

#include "crypto/trust_list.h"
#include "terminal/documents.h"
#include "terminal/ledger.h"

namespace voucher {

/// Everything that waits on a tablet, as one file for the office: for a tablet whose network is gone for good. Its
/// parts are requests as `POST /v1/entries` takes them, each signed by the tablet's key in place of the upload token
/// (`export` in wire.cddl).
struct Export
{
    QByteArray file;
    std::int64_t entries = 0;
    std::vector<Hash> requests; ///< what a receipt for it answers
};

/// Largest file that is written and read.
inline constexpr qsizetype largestExport = 256 * 1024 * 1024;

/// The ledger stays as it is: only a receipt moves what waits. No entries where nothing waits.
tl::expected<Export, DatabaseError> exportWaiting(Ledger& ledger, const PrivateKey& deviceKey);

/// Who claims to have signed the file: only good for looking the key up. Nothing if it is not such a file.
std::optional<KeyId> claimedExporter(QByteArrayView file);

/// The bodies of its requests, in order, if this key signed all of them. Errors: Malformed, UnknownKey (any part names
/// another key), BadSignature.
tl::expected<QByteArrayList, DocumentError> verifyExport(QByteArrayView file, const PublicKey& terminalKey);

/// The municipality's receipts for an export, as the file that the stick brings back (`receipts` in wire.cddl).
QByteArray receiptsFile(const QByteArrayList& receipts);

/// The receipts of such a file; nothing for another.
std::optional<QByteArrayList> receiptsIn(QByteArrayView file);

/// Applies them like receipts that have just been sent, but for what they say of the time. True if they covered
/// anything new. Malformed: no such file. NotForUs: a receipt that answers nothing which was kept as exported here;
/// what came before it is taken.
tl::expected<bool, NotTaken> takeReceipts(Ledger& ledger, QByteArrayView file, const ClockReading& reading);

} // namespace voucher

#pragma once

#include "crypto/trust_list.h"
#include "sync/messages.h"
#include "sync/municipality/register.h"

#include <array>
#include <map>
#include <optional>

namespace voucher {

/// The private keys that the server works with; root, issuer and office keys are never here.
struct ServerKeys
{
    PrivateKey receipt;
    std::vector<PrivateKey> intake; ///< open voucher attachments
};

/// What the HTTP layer answers with: 200 and a body; 202 the officer has not confirmed yet; 400 not a request of ours;
/// 401 token unknown; 404 and 410 no such invitation, or no more; 503 the register is busy or failing: come again.
struct IntakeAnswer
{
    int status = 200;
    QByteArray body;
};

/// Takes entries in exactly once and says what they are worth (design §7, §8). One instance a slot, with its own
/// connection to the register.
class Intake
{
public:
    Intake(Register& registerOfAll, const ServerKeys& keys, const Roots& roots);

    /// `POST /v1/enrolments`. Idempotent by secret and key until the terminal has used its token.
    IntakeAnswer enrol(QByteArrayView body, Instant now);

    /// `POST /v1/entries`: verifies, stores, judges and answers with the signed receipt, all in one transaction. A
    /// batch stops at the first entry that breaks the chain, is not this terminal's, or lacks its attachment; what came
    /// before is kept. A second entry under a stored number is a fork: kept, and the terminal is suspended.
    IntakeAnswer entries(QByteArrayView body, QByteArrayView uploadToken, Instant now);

private:
    struct Documents
    {
        DocumentVersions versions;
        TrustList trustList;
        Bulletin bulletin;
    };

    /// The published documents, read and verified anew only when a newer one was published.
    Stored<const Documents*> documents();

    Stored<QByteArray> takeIn(const EntriesRequest& request, Hash requestHash, RegisteredTerminal& terminal,
                              Instant now);

    /// What one batch works on and gathers.
    struct Batch
    {
        const Documents& documents;
        RegisteredTerminal& terminal;
        Instant now;
        std::map<std::array<std::uint8_t, 32>, QByteArray> attachments; ///< by hash, as they came
        std::vector<VoucherId> named;                                   ///< whose accounts the receipt tells
    };

    /// False: the batch stops here.
    Stored<bool> takeEntry(const QByteArray& message, Batch& batch);
    /// An entry under a number that is taken: true if it is the same one.
    Stored<bool> takeAgain(const Entry& entry, Batch& batch);
    Stored<bool> keepAttachments(const EntryBody& body, const Batch& batch);
    Stored<void> judgeEntry(const Entry& entry, Batch& batch);
    Stored<void> judgeRedemption(const Entry& entry, const RedemptionBody& body, Batch& batch);
    Stored<void> judgeVoid(const Entry& entry, const VoidBody& body, Batch& batch);
    Stored<void> accountChanged(VoucherId voucher, VoucherId account, Batch& batch);
    bool attachmentGood(const RedemptionBody& body, const TrustList& trustList);
    Stored<QByteArray> receiptFor(const Batch& batch, Hash request, std::int64_t cursor);

    Register& m_register;
    const ServerKeys& m_keys;
    Roots m_roots;
    std::optional<Documents> m_documents;
};

} // namespace voucher

#pragma once

#include "crypto/trust_list.h"
#include "sync/messages.h"
#include "sync/municipality/batch_taking.h"
#include "sync/municipality/write_line.h"

#include <functional>
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
    std::int64_t stored = 0; ///< entries that were not here before
};

/// Takes entries in exactly once and says what they are worth (design §7, §8). One instance a slot, with its own
/// connection to the register. Signatures and attachments, most of the work, are checked before anything is locked.
class Intake
{
public:
    Intake(Register& registerOfAll, WriteLine& line, const ServerKeys& keys, const Roots& roots);

    /// `POST /v1/enrolments`. Idempotent by secret and key until the terminal has used its token.
    IntakeAnswer enrol(QByteArrayView body, Instant now);

    /// `POST /v1/entries`: verifies, stores, judges and answers with the signed receipt. The batch stops at the first
    /// entry that breaks the chain, is not this terminal's, or lacks its attachment; what came before is kept. Sent by
    /// a terminal that took its place, a batch is salvaged and loses nothing that the old terminal signed.
    IntakeAnswer entries(QByteArrayView body, QByteArrayView uploadToken, Instant now);

    /// The same for a request that `exporter` signed in place of its token. Nothing if it is none, or if these are not
    /// the entries of that terminal or of one whose place it took.
    Stored<std::optional<TakenBatch>> exported(QByteArrayView body, TerminalId exporter, Instant now);

private:
    struct Documents
    {
        DocumentVersions versions;
        TrustList trustList;
        Bulletin bulletin;
    };

    /// The published documents, read and verified anew only when a newer one was published.
    Stored<const Documents*> documents();

    enum class Sender : std::uint8_t { Stranger, Itself, Successor };

    /// Who sends this terminal's entries: whoever `sent` says it was.
    Stored<Sender> senderOf(const RegisteredTerminal& terminal,
                            const std::function<bool(const RegisteredTerminal&)>& sent);
    /// Nothing from a stranger.
    Stored<std::optional<TakenBatch>> take(QByteArrayView body, const EntriesRequest& request,
                                           const std::function<bool(const RegisteredTerminal&)>& sent, Instant now);
    /// Verifies signatures and opens attachments.
    Stored<ReadBatch> read(const EntriesRequest& request, const RegisteredTerminal& terminal, Sender sender,
                           const Documents& documentsNow);
    bool attachmentGood(const RedemptionBody& body, const ReadBatch& batch, const TrustList& trustList) const;

    Register& m_register;
    WriteLine& m_line;
    const ServerKeys& m_keys;
    Roots m_roots;
    std::optional<Documents> m_documents;
};

} // namespace voucher

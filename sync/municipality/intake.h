#pragma once

#include "sync/messages.h"
#include "sync/municipality/register.h"

namespace voucher {

/// The private keys that the server works with; the root and office keys are never here.
struct ServerKeys
{
    PrivateKey receipt;
    std::vector<PrivateKey> intake; ///< open voucher attachments; newest first
};

/// What the HTTP layer answers with.
struct IntakeAnswer
{
    int status =
        200; ///< 200 with a body, 202 wait, 400 malformed, 401 token, 404 unknown invitation, 410 expired, 500, 503
    QByteArray body;
};

/// Takes entries in exactly once and says what they are worth (design §7, §8). One instance a slot, with its own
/// connection to the register.
class Intake
{
public:
    Intake(Register& registerOfAll, const ServerKeys& keys);

    /// `POST /v1/enrolments`.
    IntakeAnswer enrol(QByteArrayView body, Instant now);
    /// `POST /v1/entries`: verifies, stores, judges, signs the receipt, all in one transaction.
    IntakeAnswer entries(QByteArrayView body, QByteArrayView uploadToken, Instant now);

private:
    Register& m_register;
    const ServerKeys& m_keys;
};

} // namespace voucher

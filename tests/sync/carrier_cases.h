#pragma once

#include "tests/sync/field.h"

namespace voucher::test {

/// What is tried: makes the field ready and returns the document to bring.
using Attempt = std::function<QByteArray(Field&)>;

struct Case
{
    const char* name;
    Kind kind;
    std::optional<DocumentError> refusedAs; ///< nothing: taken
    Attempt attempt;
};

/// Every attempt on one of the two documents: rollback, freeze, mix-and-match, fast-forward and its recovery, endless
/// data, wrong keys and roles.
std::vector<Case> trustListCases();
std::vector<Case> bulletinCases();

/// A later document of the field's municipality.
TrustListContent listOf(const Field& field, std::int64_t version);
BulletinContent bulletinOf(const Field& field, std::int64_t version);

TrustedKey keyOf(KeyRole role, const PrivateKey& key, Instant from = baseInstant - std::chrono::hours(24),
                 std::optional<Instant> revoked = {});
/// One that the field's municipality changes to.
const PrivateKey& newBulletinKey();

} // namespace voucher::test

#include "sync/municipality/facts.h"

#include "crypto/cbor.h"

namespace voucher {

namespace {

void writeInstant(CborWriter& writer, Instant instant)
{
    writer.integer(instant.time_since_epoch().count());
}

Fact hashed(FactKind kind, CborWriter& writer)
{
    return {kind, sha256(writer.take())};
}

Fact documentFact(FactKind kind, std::int64_t version, const QByteArray& message)
{
    CborWriter writer;
    writer.array(2).integer(version).bytes(message);
    return hashed(kind, writer);
}

} // namespace

Fact factOf(const IssuedVoucher& voucher)
{
    const VoucherClaims& claims = voucher.claims;
    CborWriter writer;
    writer.array(13).bytes(bytesOf(claims.id)).bytes(bytesOf(voucher.account)).boolean(claims.practice);
    writer.integer(claims.programme.value).integer(static_cast<std::int64_t>(claims.statusIndex));
    writer.integer(claims.service.value).integer(static_cast<std::int64_t>(claims.kind)).integer(claims.quantity);
    if (claims.provider)
        writer.integer(claims.provider->value);
    else
        writer.null();
    writeInstant(writer, claims.issuedAt);
    writeInstant(writer, claims.notBefore);
    writeInstant(writer, claims.expires);
    writer.bytes(voucher.message);
    return hashed(voucher.account == claims.id ? FactKind::Voucher : FactKind::Replacement, writer);
}

Fact factOf(VoucherId voucher, Instant from, VoucherStatus status)
{
    CborWriter writer;
    writer.array(3).bytes(bytesOf(voucher));
    writeInstant(writer, from);
    writer.integer(static_cast<std::int64_t>(status));
    return hashed(status == VoucherStatus::Revoked ? FactKind::Revocation : FactKind::Status, writer);
}

Fact trustListFact(std::int64_t version, const QByteArray& message)
{
    return documentFact(FactKind::TrustList, version, message);
}

Fact bulletinFact(std::int64_t version, const QByteArray& message)
{
    return documentFact(FactKind::Bulletin, version, message);
}

Fact factOf(const std::vector<Provider>& providers)
{
    CborWriter writer;
    writer.array(static_cast<qsizetype>(providers.size()));
    for (const Provider& provider : providers) {
        writer.array(4).integer(provider.id.value).text(provider.name).boolean(provider.suspended);
        writer.array(static_cast<qsizetype>(provider.contracts.size()));
        for (const Contract& contract : provider.contracts)
            writer.array(3)
                .integer(contract.service.value)
                .integer(contract.from.toJulianDay())
                .integer(contract.until.toJulianDay());
    }
    return hashed(FactKind::Providers, writer);
}

Fact invitationFact(const QByteArray& message)
{
    return {FactKind::Invitation, sha256(message)};
}

Fact factOf(const RegisteredTerminal& terminal)
{
    CborWriter writer;
    writer.array(3).bytes(bytesOf(terminal.id)).integer(terminal.provider.value).bytes(terminal.key.spki());
    return hashed(FactKind::Terminal, writer);
}

Fact suspensionFact(TerminalId terminal, Instant since)
{
    CborWriter writer;
    writer.array(2).bytes(bytesOf(terminal));
    writeInstant(writer, since);
    return hashed(FactKind::Suspension, writer);
}

Fact wordsFact(const QByteArray& words)
{
    return {FactKind::Words, sha256(words)};
}

Stored<Fact> programmeFact(Register& registerOfAll)
{
    constexpr const char* names[] = {"programme", "root-active", "root-spare", "root-signer"};
    CborWriter writer;
    writer.array(std::size(names));
    for (const char* name : names) {
        const auto value = registerOfAll.setting(QLatin1StringView(name));
        if (!value)
            return tl::unexpected(value.error());
        if (*value)
            writer.bytes(**value);
        else
            writer.null();
    }
    return hashed(FactKind::Programme, writer);
}

Stored<Fact> providersFact(Register& registerOfAll)
{
    return registerOfAll.providers().map([](const std::vector<Provider>& providers) { return factOf(providers); });
}

Stored<Fact> currentTrustListFact(Register& registerOfAll)
{
    const auto versions = registerOfAll.documentVersions();
    const auto message = registerOfAll.currentTrustList();
    if (!versions || !message || !*message)
        return tl::unexpected(DatabaseError::Other);
    return trustListFact(versions->trustList, **message);
}

Stored<Fact> currentBulletinFact(Register& registerOfAll)
{
    const auto versions = registerOfAll.documentVersions();
    const auto message = registerOfAll.currentBulletin();
    if (!versions || !message || !*message)
        return tl::unexpected(DatabaseError::Other);
    return bulletinFact(versions->bulletin, **message);
}

Stored<std::vector<Fact>> statusFacts(Register& registerOfAll, const std::vector<VoucherId>& vouchers, Instant from)
{
    const auto histories = registerOfAll.statusHistories(vouchers);
    if (!histories)
        return tl::unexpected(histories.error());
    std::vector<Fact> facts;
    for (const auto& [voucher, history] : *histories) {
        if (const auto found = history.find(from); found != history.end())
            facts.push_back(factOf(voucher, from, found->second));
    }
    return facts;
}

} // namespace voucher

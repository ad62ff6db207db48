#pragma once

#include "crypto/seal.h"
#include "sync/municipality/intake.h"
#include "tests/support/municipality_keys.h"
#include "tests/support/postgres_cluster.h"

#include <QTemporaryDir>

#include <memory>

namespace voucher::test {

/// What a fixture cannot go on without.
inline void must(const tl::expected<void, DatabaseError>& done)
{
    if (!done)
        qFatal("the register refused what the fixture stores");
}

/// A key's twin, since keys cannot be copied.
inline PrivateKey twin(const PrivateKey& key, Algorithm algorithm)
{
    return PrivateKey::fromPkcs8(algorithm, key.toPkcs8()).value();
}

/// The test municipality's end: a register of its own, with the published documents, and an intake. The register is a
/// file, or a database of the cluster that the test program runs.
class TownOffice
{
public:
    explicit TownOffice(const std::function<void(TrustListContent&)>& change = {})
        : keys{twin(town.receipt, Algorithm::EdDSA), {}},
          m_place(PostgresCluster::ofThisTest() ? PostgresCluster::ofThisTest()->freshPlace()
                                                : folder.filePath(QStringLiteral("register.sqlite")))
    {
        keys.intake.push_back(twin(town.intake, Algorithm::EcdhEs));
        open();
        must(registerOfAll->publishTrustList(1, town.trustList(change).message()));
        must(registerOfAll->publishBulletin(1, town.bulletin().message()));
        for (const Provider& provider : town.bulletinContent().providers)
            must(registerOfAll->putProvider(provider));
    }

    const QString& place() const { return m_place; }

    void open()
    {
        intake.reset();
        registerOfAll.reset();
        registerOfAll = Register::open(place()).value();
        intake = std::make_unique<Intake>(*registerOfAll, line, keys, town.roots());
    }

    /// Registers the voucher of these claims as issued; the account is its own unless given.
    IssuedVoucher issue(const VoucherClaims& claims, std::optional<VoucherId> account = {})
    {
        IssuedVoucher issued;
        issued.claims = claims;
        issued.message = signVoucher(claims, town.issuer);
        issued.family = QStringLiteral("Α-1");
        issued.account = account.value_or(claims.id);
        must(registerOfAll->addVoucher(issued));
        return issued;
    }

    Verdict word(TerminalId terminal, Sequence sequence)
    {
        return registerOfAll->verdictOf(terminal, sequence).value().value_or(Verdict{});
    }

    TestMunicipality town;
    QTemporaryDir folder;
    ServerKeys keys;
    WriteLine line;
    std::unique_ptr<Register> registerOfAll;
    std::unique_ptr<Intake> intake;

private:
    QString m_place;
};

/// One visit, or one unit, taken with this voucher, whose sealed bytes have this hash.
inline RedemptionBody redemptionOf(const IssuedVoucher& voucher, const Hash& sealed)
{
    RedemptionBody body{};
    body.voucher = voucher.claims.id;
    body.service = voucher.claims.service;
    body.kind = voucher.claims.kind;
    body.amount = 1;
    body.voucherAttachment = sealed;
    return body;
}

/// A tablet of wires only: signs what it is told and sends what a test wants.
class WireTablet
{
public:
    WireTablet(TownOffice& townOffice, std::uint8_t number, ProviderId provider = ourProvider, std::uint32_t fleet = 0)
        : id{{number, number, number, number, std::uint8_t(fleet >> 24U), std::uint8_t(fleet >> 16U),
              std::uint8_t(fleet >> 8U), std::uint8_t(fleet)}},
          token(32, char(number)), m_office(townOffice)
    {
        if (fleet == 0)
            id.value.fill(number);
        must(townOffice.registerOfAll->addTerminal(
            {id, provider, key.publicKey(), bytesOf(sha256(token)).toByteArray(), 0, {}, {}}));
    }

    Sequence add(const EntryBody& body, Instant at = baseInstant, bool clockDoubtful = false)
    {
        EntryContent content{};
        content.terminal = id;
        content.sequence = Sequence(entries.size()) + 1;
        content.previous = head;
        content.at = at;
        content.operatorNumber = OperatorNumber{1};
        content.clockDoubtful = clockDoubtful;
        content.body = body;
        const Entry entry = signEntry(content, key);
        entries.push_back(entry.message());
        head = entry.hash();
        return content.sequence;
    }

    /// One redemption of the voucher with its sealed bytes.
    Sequence redeem(const IssuedVoucher& voucher, Instant at = baseInstant, Conditions conditions = {})
    {
        RedemptionBody body = redemptionOf(voucher, attach(voucher.message));
        body.conditions = conditions;
        return add(body, at);
    }

    Hash attach(const QByteArray& voucherMessage)
    {
        const QByteArray sealed = seal(voucherMessage, m_office.town.intake.publicKey(), voucherAttachment);
        attachments.push_back({sha256(sealed), sealed});
        return attachments.back().hash;
    }

    /// A request with the entries from `first` on, and all attachments.
    QByteArray request(Sequence first = 1) const
    {
        EntriesRequest request;
        request.terminal = id;
        request.nonce = QByteArray(8, char(++m_requests));
        request.verdictCursor = cursor;
        for (std::size_t index = std::size_t(first) - 1; index < entries.size(); ++index)
            request.entries.push_back(entries[index]);
        request.attachments = attachments;
        return encode(request);
    }

    /// The receipt for a request; nothing if the answer was not one.
    std::optional<ReceiptContent> send(const QByteArray& body, Instant now = baseInstant + std::chrono::hours(1))
    {
        const IntakeAnswer answer = m_office.intake->entries(body, token, now);
        status = answer.status;
        const auto receipt = verifyReceipt(answer.body, m_office.town.trustList(), id, sha256(body));
        return receipt ? std::optional(receipt->content()) : std::nullopt;
    }

    std::optional<ReceiptContent> sync(Instant now = baseInstant + std::chrono::hours(1))
    {
        return send(request(), now);
    }

    Verdict word(Sequence sequence) { return m_office.word(id, sequence); }

    TerminalId id;
    QByteArray token;
    PrivateKey key = PrivateKey::generate(Algorithm::ES256);
    std::vector<QByteArray> entries;
    std::vector<Attachment> attachments;
    Hash head;
    std::int64_t cursor = 0;
    int status = 0;

private:
    TownOffice& m_office;
    mutable int m_requests = 0;
};

} // namespace voucher::test

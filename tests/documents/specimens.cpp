#include "tests/documents/specimens.h"

#include "crypto/act.h"
#include "crypto/receipt.h"
#include "sync/export.h"
#include "sync/messages.h"

#include <memory>

namespace voucher::test {

namespace {

constexpr TerminalId tablet{{1, 1, 1, 1, 1, 1, 1, 1}};

template <typename Result>
std::function<bool(const QByteArray&)> takes(Result result)
{
    return [result](const QByteArray& message) { return result(message).has_value(); };
}

/// A file of one part.
QByteArray exportOf(const QByteArray& part)
{
    return CborWriter().array(1).bytes(part).take();
}

} // namespace

Specimens::Specimens()
{
    // Every role has a revoked key beside its good one, which is the same key's business in one list a role.
    const auto listFor = [this](KeyRole role) {
        return std::make_shared<TrustList>(town.trustList([&](TrustListContent& content) {
            content.keys.push_back({role, revoked.publicKey(), baseInstant - std::chrono::hours{10000},
                                    baseInstant + std::chrono::hours{10000}, baseInstant});
            content.keys.push_back({role,
                                    retired.publicKey(),
                                    baseInstant - std::chrono::hours{10000},
                                    baseInstant - std::chrono::hours{5000},
                                    {}});
        }));
    };
    const auto issuers = listFor(KeyRole::Issuer);
    add({"voucher",
         Object::Voucher,
         {.bytes = 800, .depth = 4, .items = 64},
         signVoucher(town.claims(), town.issuer),
         {},
         {},
         takes([issuers](const QByteArray& message) { return verifyVoucherMessage(message, *issuers); }),
         [](const QByteArray& message) { return voucherText(message); },
         [issuers](const QString& text) { return verifyVoucher(text, *issuers).has_value(); }},
        town.issuer);
    const Roots roots = town.roots();
    add({"trust list",
         Object::TrustList,
         {.bytes = 256 * 1024, .depth = 8, .items = 20000},
         town.trustList().message(),
         {},
         {},
         takes([roots](const QByteArray& message) { return verifyTrustList(message, roots); }),
         {},
         {}},
        town.rootActive);
    const auto bulletins = listFor(KeyRole::Bulletin);
    add({"bulletin",
         Object::Bulletin,
         {.bytes = 4 * 1024 * 1024, .depth = 8, .items = 1000000},
         town.bulletin().message(),
         {},
         {},
         takes([bulletins](const QByteArray& message) { return verifyBulletin(message, *bulletins); }),
         {},
         {}},
        town.bulletinKey);
    const QByteArray enrolments = listFor(KeyRole::Enrolment)->message();
    const auto invited = [enrolments](const QString& text) {
        const auto scanned = ScannedInvitation::fromText(text);
        return scanned && verifyInvitation(*scanned, enrolments, baseInstant).has_value();
    };
    add({"invitation",
         Object::Invitation,
         {.bytes = 1024, .depth = 6, .items = 64},
         signInvitation(town.invitationContent(), town.enrolment),
         {},
         {},
         [invited](const QByteArray& message) { return invited(invitationText(message)); },
         [](const QByteArray& message) { return invitationText(message); },
         invited},
        town.enrolment);
    ReceiptContent receipt;
    receipt.terminal = tablet;
    receipt.serverTime = baseInstant;
    receipt.upTo = 2;
    receipt.verdicts = {{1, 1, VerdictKind::Counted, VerdictReason::None},
                        {2, 2, VerdictKind::Review, VerdictReason::AboveDayLimit}};
    receipt.accounts = {{town.claims().id, 1, 2, QDate(2026, 11, 22), 1, 1}};
    const auto receipts = listFor(KeyRole::Receipt);
    add({"receipt",
         Object::Receipt,
         {.bytes = 4 * 1024 * 1024, .depth = 8, .items = 1000000},
         signReceipt(receipt, town.receipt),
         {},
         {},
         takes([receipts](const QByteArray& message) { return verifyReceipt(message, *receipts, tablet, Hash{}); }),
         {},
         {}},
        town.receipt);
    EntryContent entry;
    entry.terminal = tablet;
    entry.at = baseInstant;
    RedemptionBody body{};
    body.voucher = town.claims().id;
    body.service = speech;
    body.amount = 1;
    entry.body = body;
    const PublicKey terminalKey = terminal.publicKey();
    add({"entry",
         Object::Entry,
         {.bytes = 8 * 1024, .depth = 8, .items = 1000},
         signEntry(entry, terminal).message(),
         {},
         {},
         takes([terminalKey](const QByteArray& message) { return verifyEntry(message, terminalKey); }),
         {},
         {}},
        terminal);
    ActContent act;
    act.number = 2;
    act.previous = sha256("the first");
    act.at = baseInstant;
    act.officer = OfficerNumber{1};
    act.kind = ActKind::OfficerAdded;
    act.facts = {{FactKind::Voucher, sha256("a voucher")}};
    act.named = Officer{OfficerNumber{2}, QStringLiteral("Βάσω"), stranger.publicKey()};
    const std::vector<Officer> officers{{OfficerNumber{1}, QStringLiteral("Άννα"), officer.publicKey()}};
    add({"act",
         Object::Act,
         {.bytes = 2 * 1024 * 1024, .depth = 8, .items = 200000},
         signAct(act, officer).message(),
         {},
         {},
         takes([officers](const QByteArray& message) { return verifyAct(message, officers); }),
         {},
         {}},
        officer);
    EntriesRequest request;
    request.terminal = tablet;
    request.nonce = QByteArray(8, 'n');
    request.entries = {signEntry(entry, terminal).message()};
    add({"export",
         Object::Export,
         {.bytes = largestRequest, .depth = 8, .items = 20000},
         sign1(terminal, Object::Export, encode(request)),
         {},
         {},
         takes([terminalKey](const QByteArray& message) { return verifyExport(exportOf(message), terminalKey); }),
         {},
         {}},
        terminal);
}

void Specimens::add(Specimen specimen, const PrivateKey& key)
{
    specimen.signer = key.publicKey().id();
    specimen.payload =
        Sign1::parse(specimen.message, specimen.limits)->payloadIfSigned(key.publicKey(), specimen.object).value();
    m_all.push_back(std::move(specimen));
}

std::vector<Specimens::Signer> Specimens::signers() const
{
    return {{"active root", &town.rootActive},
            {"spare root", &town.rootSpare},
            {"issuer", &town.issuer},
            {"bulletin key", &town.bulletinKey},
            {"enrolment key", &town.enrolment},
            {"receipt key", &town.receipt},
            {"terminal", &terminal},
            {"another terminal", &strangeTerminal},
            {"officer", &officer},
            {"revoked key", &revoked},
            {"retired key", &retired},
            {"replaced root", &replacedRoot},
            {"stranger", &stranger}};
}

bool Specimens::rightful(const Specimen& specimen, const PrivateKey& key) const
{
    const bool spare = specimen.object == Object::TrustList && &key == &town.rootSpare;
    return spare || key.publicKey().id() == specimen.signer;
}

} // namespace voucher::test

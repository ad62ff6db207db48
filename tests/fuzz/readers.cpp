#include "tests/fuzz/readers.h"

#include "crypto/act.h"
#include "crypto/base45.h"
#include "crypto/entry.h"
#include "crypto/poster.h"
#include "crypto/receipt.h"
#include "crypto/seal.h"
#include "crypto/sign1.h"
#include "sync/export.h"
#include "sync/messages.h"
#include "terminal/vault.h"
#include "tests/support/municipality_keys.h"

#include <array>

namespace voucher::test {

namespace {

constexpr CborLimits wide{.bytes = 1 << 20, .depth = 16, .items = 100'000};
constexpr TerminalId terminal{{9, 9, 9, 9, 9, 9, 9, 9}};

struct Town : TestMunicipality
{
    PrivateKey device = PrivateKey::generate(Algorithm::ES256);
    TrustList list = trustList();
};

const Town& town()
{
    static const Town town;
    return town;
}

QByteArray payloadOf(const QByteArray& message, const PrivateKey& key, Object object)
{
    return Sign1::parse(message, wide)->payloadIfSigned(key.publicKey(), object).value();
}

EntryContent content(const EntryBody& body)
{
    return {terminal, 7, sha256("before"), baseInstant, OperatorNumber{1}, true, body};
}

QByteArrayList entrySeeds()
{
    const Hash hash = sha256("sealed");
    const VoucherId voucher = town().claims().id;
    const std::array<EntryBody, 8> bodies{
        RedemptionBody{voucher, speech, AmountKind::Visits, 1, Condition::ClosedDay, 2, hash, hash},
        DepartureBody{3},
        AttendanceBody{voucher, AttendanceState::Absent},
        ConfirmationBody{{1, 4, 6}, hash, 0},
        NoteBody{NoteReason::Refused, voucher, Refusal::Revoked, hash},
        VoidBody{2},
        RefusalBody{Refusal::Expired, voucher},
        NoticeBody{NoticeKind::Salvaged, "old"}};
    QByteArrayList seeds;
    for (const EntryBody& body : bodies)
        seeds += payloadOf(signEntry(content(body), town().device).message(), town().device, Object::Entry);
    return seeds;
}

ReceiptContent receiptContent()
{
    ReceiptContent receipt{terminal, Hash{}, 3, sha256("head")};
    receipt.verdicts = {{1, 1, VerdictKind::Counted, VerdictReason::None},
                        {2, 3, VerdictKind::Review, VerdictReason::Fork}};
    receipt.accounts = {{town().claims().id, 3, 2, QDate(2026, 11, 22), 1, 2}};
    receipt.serverTime = baseInstant;
    return receipt;
}

QByteArray receiptMessage()
{
    return signReceipt(receiptContent(), town().receipt);
}

std::vector<Officer> officers()
{
    return {{OfficerNumber{1}, QStringLiteral("Άννα"), town().enrolment.publicKey()}};
}

QByteArray actMessage()
{
    ActContent act;
    act.at = baseInstant;
    act.officer = OfficerNumber{1};
    act.facts = {{FactKind::Providers, sha256("all of them")}};
    act.named = officers().front();
    return signAct(act, town().enrolment).message();
}

QByteArray entriesBody()
{
    EntriesRequest request;
    request.terminal = terminal;
    request.nonce = QByteArray(8, 'n');
    request.entries = {signEntry(content(VoidBody{2}), town().device).message()};
    const QByteArray sealed = seal("voucher", town().intake.publicKey(), voucherAttachment);
    request.attachments = {{sha256(sealed), sealed}};
    return encode(request);
}

QByteArray exportFile()
{
    const QByteArray part = sign1(town().device, Object::Export, entriesBody());
    return CborWriter().array(2).bytes(part).bytes(part).take();
}

} // namespace

const std::vector<Reader>& readers()
{
    static const std::vector<Reader> bytes{
        {"text", [](QByteArrayView input) { return verifyVoucher(QString::fromUtf8(input), town().list).has_value(); },
         [] { return QByteArrayList{town().voucherText(town().claims()).toLatin1()}; }},
        {"number", [](QByteArrayView input) { return voucherIdFromNumber(QString::fromUtf8(input)).has_value(); },
         [] { return QByteArrayList{voucherNumber(town().claims().id).toLatin1()}; }},
        {"sign1", [](QByteArrayView input) { return Sign1::parse(input, wide).has_value(); },
         [] { return QByteArrayList{signVoucher(town().claims(), town().issuer)}; }},
        {"voucher",
         [](QByteArrayView input) {
             return verifyVoucherMessage(sign1(town().issuer, Object::Voucher, input), town().list).has_value();
         },
         [] {
             return QByteArrayList{
                 payloadOf(signVoucher(town().claims(), town().issuer), town().issuer, Object::Voucher)};
         }},
        {"trust_list",
         [](QByteArrayView input) {
             return verifyTrustList(sign1(town().rootActive, Object::TrustList, input), town().roots()).has_value();
         },
         [] { return QByteArrayList{payloadOf(town().list.message(), town().rootActive, Object::TrustList)}; }},
        {"bulletin",
         [](QByteArrayView input) {
             return verifyBulletin(sign1(town().bulletinKey, Object::Bulletin, input), town().list).has_value();
         },
         [] { return QByteArrayList{payloadOf(town().bulletin().message(), town().bulletinKey, Object::Bulletin)}; }},
        {"invitation",
         [](QByteArrayView input) {
             return ScannedInvitation::fromText(invitationText(sign1(town().enrolment, Object::Invitation, input)))
                 .has_value();
         },
         [] {
             return QByteArrayList{payloadOf(signInvitation(town().invitationContent(), town().enrolment),
                                             town().enrolment, Object::Invitation)};
         }},
        {"receipt",
         [](QByteArrayView input) {
             return verifyReceipt(sign1(town().receipt, Object::Receipt, input), town().list, terminal, Hash{})
                 .has_value();
         },
         [] { return QByteArrayList{payloadOf(receiptMessage(), town().receipt, Object::Receipt)}; }},
        {"entry",
         [](QByteArrayView input) {
             return verifyEntry(sign1(town().device, Object::Entry, input), town().device.publicKey()).has_value();
         },
         entrySeeds},
        {"act",
         [](QByteArrayView input) {
             return verifyAct(sign1(town().enrolment, Object::Act, input), officers()).has_value();
         },
         [] { return QByteArrayList{payloadOf(actMessage(), town().enrolment, Object::Act)}; }},
        {"sealed", [](QByteArrayView input) { return unseal(input, town().intake, voucherAttachment).has_value(); },
         [] { return QByteArrayList{seal("voucher", town().intake.publicKey(), voucherAttachment)}; }},
        {"vault", [](QByteArrayView input) { return Vault::fromStored(input.toByteArray()).has_value(); },
         [] { return QByteArrayList{Vault::create(u"402917", {.n = 1u << 10})->stored()}; }},
        {"enrolment_request", [](QByteArrayView input) { return enrolmentRequestFrom(input).has_value(); },
         [] {
             return QByteArrayList{encode(EnrolmentRequest{"invitation", town().device.publicKey().spki()})};
         }},
        {"enrolment_answer", [](QByteArrayView input) { return enrolmentAnswerFrom(input).has_value(); },
         [] {
             return QByteArrayList{encode(
                 EnrolmentAnswer{terminal, town().list.message(), town().bulletin().message(), receiptMessage()})};
         }},
        {"entries_request", [](QByteArrayView input) { return entriesRequestFrom(input).has_value(); },
         [] { return QByteArrayList{entriesBody()}; }},
        {"export", [](QByteArrayView input) { return verifyExport(input, town().device.publicKey()).has_value(); },
         [] { return QByteArrayList{exportFile()}; }},
        {"receipts", [](QByteArrayView input) { return receiptsIn(input).has_value(); },
         [] {
             return QByteArrayList{receiptsFile({receiptMessage(), receiptMessage()})};
         }},
        {"update", [](QByteArrayView input) { return updateFrom(input).has_value(); },
         [] {
             return QByteArrayList{encode(Update{"trust list", "bulletin"})};
         }},
        {"poster",
         [](QByteArrayView input) {
             PosterJoiner joiner;
             bool whole = false;
             for (const QString& line : QString::fromUtf8(input).split(u'|'))
                 whole = joiner.add(line).value_or(PosterJoiner::Progress{}).whole.has_value() || whole;
             return whole;
         },
         [] {
             return QByteArrayList{posterParts("short").constFirst().toUtf8(),
                                   posterParts(QByteArray(1500, 'x')).join(u'|').toUtf8()};
         }},
    };
    static const std::vector<Reader> all = [] {
        std::vector<Reader> both = bytes;
        const std::vector<Reader> pictures = pictureReaders();
        both.insert(both.end(), pictures.begin(), pictures.end());
        return both;
    }();
    return all;
}

} // namespace voucher::test

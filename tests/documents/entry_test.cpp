#include "crypto/entry.h"
#include "crypto/entry_wire.h"
#include "crypto/sign1.h"
#include "tests/documents/outcome.h"
#include "tests/support/municipality_keys.h"

#include <QTest>

#include <functional>
#include <set>

using namespace voucher;
using namespace voucher::test;

namespace {

using Outcome = OutcomeOf<DocumentError>;

const VoucherId voucherId{{1, 2, 3, 4, 5, 6, 7, 8}};

EntryContent contentWith(EntryBody body)
{
    EntryContent content;
    content.terminal = TerminalId{{9, 9, 9, 9, 9, 9, 9, 9}};
    content.sequence = 1000;
    content.previous = sha256("before");
    content.at = baseInstant + std::chrono::milliseconds{123};
    content.operatorNumber = {4};
    content.body = std::move(body);
    return content;
}

RedemptionBody redemption()
{
    RedemptionBody body;
    body.voucher = voucherId;
    body.service = speech;
    body.kind = AmountKind::Cents;
    body.amount = 1'000'000;
    body.conditions = Condition::ClosedDay | Condition::NotConfirmed;
    body.closedDayReason = 3;
    body.voucherAttachment = sha256("sealed voucher");
    body.evidence = sha256("sealed evidence");
    return body;
}

std::vector<Sequence> firstSequences(int count)
{
    std::vector<Sequence> sequences;
    for (int i = 1; i <= count; ++i)
        sequences.push_back(i);
    return sequences;
}

std::vector<EntryBody> everyBody()
{
    RedemptionBody plain = redemption();
    plain.closedDayReason = 0;
    plain.evidence.reset();
    plain.conditions = {};
    std::vector<EntryBody> bodies{
        redemption(),
        plain,
        DepartureBody{999},
        ConfirmationBody{{1, 5, 999}, sha256("signature"), 0},
        ConfirmationBody{firstSequences(400), {}, 2},
        NoteBody{NoteReason::NoPaper, {}, {}, {}},
        NoteBody{NoteReason::Refused, voucherId, Refusal::DayLimit, sha256("sealed")},
        NoteBody{NoteReason::TypedNumber, voucherId, {}, {}},
        VoidBody{1},
        RefusalBody{Refusal::StorageFull, voucherId},
        NoticeBody{NoticeKind::Enrolled, {}},
        NoticeBody{NoticeKind::Salvaged, QByteArray(1024, 'd'), {}, {}},
        NoticeBody{NoticeKind::OperatorAdded, QByteArray(1, 1), OperatorNumber{2}, sha256("name")},
        NoticeBody{NoticeKind::OperatorUnlocked, {}, OperatorNumber{1}, {}},
        NoticeBody{NoticeKind::RecoveryMade, {}, {}, sha256("code")},
    };
    for (const AttendanceState state : {AttendanceState::Present, AttendanceState::Absent, AttendanceState::Excused,
                                        AttendanceState::Closed, AttendanceState::ForceMajeure})
        bodies.push_back(AttendanceBody{voucherId, state});
    return bodies;
}

} // namespace

class EntryTest : public QObject
{
    Q_OBJECT

private:
    PrivateKey m_key = PrivateKey::generate(Algorithm::ES256);

    /// What becomes of a payload that the terminal itself would never write.
    Outcome outcomeOf(QByteArrayView payload) const
    {
        const auto entry = verifyEntry(sign1(m_key, Object::Entry, payload), m_key.publicKey());
        return Outcome(entry);
    }

    bool malformed(EntryContent content) const
    {
        return outcomeOf(writeEntry(content)) == Outcome(DocumentError::Malformed);
    }

private slots:

    void givesBackEveryKind()
    {
        std::set<std::int64_t> kinds;
        for (const EntryBody& body : everyBody()) {
            const EntryContent content = contentWith(body);
            const Entry made = signEntry(content, m_key);
            const auto read = verifyEntry(made.message(), m_key.publicKey());
            QVERIFY(read);
            QCOMPARE(read->message(), made.message());
            QVERIFY(read->hash() == made.hash());
            QCOMPARE(read->content().body.index(), body.index());
            // Writing again what was read shows that no field was lost.
            QCOMPARE(writeEntry(read->content()), writeEntry(content));
            kinds.insert(kindOf(body));
        }
        QCOMPARE(kinds.size(), std::variant_size_v<EntryBody>);
    }

    /// An empty battery may leave a clock at its first instant.
    void takesTheFirstInstantOfAll()
    {
        EntryContent content = contentWith(VoidBody{3});
        content.at = Instant{};
        const auto read = verifyEntry(signEntry(content, m_key).message(), m_key.publicKey());
        QVERIFY(read && read->content().at == Instant{});
    }

    void keepsMillisecondsAndTheDoubtfulClock()
    {
        EntryContent content = contentWith(VoidBody{3});
        content.clockDoubtful = true;
        const auto read = verifyEntry(signEntry(content, m_key).message(), m_key.publicKey());
        QVERIFY(read && read->content().clockDoubtful && read->content().at == content.at);
        QVERIFY(read->content().previous == content.previous && read->content().terminal == content.terminal);
        QCOMPARE(read->content().sequence, Sequence{1000});
        QCOMPARE(read->content().operatorNumber.value, 4u);
    }

    void hashesWhatWasSaidAndNotTheSignature()
    {
        const EntryContent content = contentWith(VoidBody{3});
        const Entry first = signEntry(content, m_key);
        const Entry second = signEntry(content, m_key);
        QVERIFY(first.message() != second.message());
        QVERIFY(first.hash() == second.hash());
        QVERIFY(signEntry(contentWith(VoidBody{4}), m_key).hash() != first.hash());
    }

    void refusesAnotherTerminalsKey()
    {
        const Entry entry = signEntry(contentWith(VoidBody{3}), m_key);
        const PrivateKey other = PrivateKey::generate(Algorithm::ES256);
        const auto read = verifyEntry(entry.message(), other.publicKey());
        QVERIFY(!read && read.error() == DocumentError::UnknownKey);
    }

    void refusesAKeyOfAnotherAlgorithm()
    {
        const PrivateKey edward = PrivateKey::generate(Algorithm::EdDSA);
        const QByteArray message = sign1(edward, Object::Entry, writeEntry(contentWith(VoidBody{3})));
        const auto read = verifyEntry(message, edward.publicKey());
        QVERIFY(!read && read.error() == DocumentError::UnknownKey);
    }

    void refusesEveryFlippedBit()
    {
        const QByteArray message = signEntry(contentWith(redemption()), m_key).message();
        for (qsizetype bit = 0; bit < message.size() * 8; ++bit) {
            QByteArray flipped = message;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
            QVERIFY(!verifyEntry(flipped, m_key.publicKey()));
        }
    }

    void refusesReferencesToLaterEntriesOrToItself()
    {
        for (const Sequence reference : {Sequence{0}, Sequence{-1}, Sequence{1000}, Sequence{1001}}) {
            QVERIFY(malformed(contentWith(DepartureBody{reference})));
            QVERIFY(malformed(contentWith(VoidBody{reference})));
            QVERIFY(malformed(contentWith(ConfirmationBody{{reference}, {}, 1})));
        }
        QVERIFY(!malformed(contentWith(VoidBody{999})));
    }

    void refusesNumbersOutOfRange()
    {
        const auto refused = [&](const std::function<void(RedemptionBody&)>& change) {
            RedemptionBody body = redemption();
            change(body);
            return malformed(contentWith(body));
        };
        QVERIFY(!refused([](RedemptionBody&) {}));
        QVERIFY(refused([](RedemptionBody& body) { body.amount = 0; }));
        QVERIFY(refused([](RedemptionBody& body) { body.amount = -1; }));
        QVERIFY(refused([](RedemptionBody& body) { body.amount = 1'000'001; }));
        QVERIFY(refused([](RedemptionBody& body) { body.kind = static_cast<AmountKind>(2); }));
        QVERIFY(refused([](RedemptionBody& body) { body.closedDayReason = 4; }));
        QVERIFY(refused([](RedemptionBody& body) { body.conditions = Conditions::fromInt(1 << 7); }));
        QVERIFY(malformed(contentWith(AttendanceBody{voucherId, static_cast<AttendanceState>(6)})));
        QVERIFY(malformed(contentWith(NoteBody{static_cast<NoteReason>(5), {}, {}, {}})));
        QVERIFY(malformed(contentWith(NoteBody{NoteReason::Refused, {}, static_cast<Refusal>(200), {}})));
        QVERIFY(malformed(contentWith(RefusalBody{static_cast<Refusal>(0), voucherId})));
        QVERIFY(malformed(contentWith(NoticeBody{static_cast<NoticeKind>(10), {}, {}, {}})));
        // A number that no kind has.
        QVERIFY(malformed(contentWith(NoticeBody{static_cast<NoticeKind>(5), {}, {}, {}})));
        QVERIFY(malformed(contentWith(NoticeBody{NoticeKind::Salvaged, QByteArray(1025, 'd')})));
        EntryContent content = contentWith(NoticeBody{NoticeKind::Enrolled, {}});
        content.sequence = 0;
        QVERIFY(malformed(content));
        content.sequence = std::int64_t{1} << 53;
        QVERIFY(malformed(content));
    }

    void refusesAConfirmationThatSaysTooLittleOrTooMuch()
    {
        QVERIFY(malformed(contentWith(ConfirmationBody{{}, {}, 1})));
        QVERIFY(malformed(contentWith(ConfirmationBody{{1}, {}, 0})));
        QVERIFY(malformed(contentWith(ConfirmationBody{{1}, sha256("x"), 1})));
        QVERIFY(malformed(contentWith(ConfirmationBody{{2, 1}, {}, 1})));
        QVERIFY(malformed(contentWith(ConfirmationBody{{1, 1}, {}, 1})));
        QVERIFY(malformed(contentWith(ConfirmationBody{firstSequences(401), {}, 1})));
    }

    void refusesUnknownKindsAndKeys()
    {
        const auto payload = [](std::int64_t kind, bool extraInBody, bool extraInEntry) {
            CborWriter writer;
            writer.map(extraInEntry ? 8 : 7).integer(1).bytes(QByteArray(8, 't')).integer(2).integer(5);
            writer.integer(3).bytes(QByteArray(32, 'p')).integer(4).integer(1).integer(5).integer(1);
            writer.integer(6).integer(kind).integer(7).map(extraInBody ? 2 : 1).integer(1).integer(2);
            if (extraInBody)
                writer.integer(9).integer(1);
            if (extraInEntry)
                writer.integer(9).integer(1);
            return writer.take();
        };
        QCOMPARE(outcomeOf(payload(6, false, false)), Outcome());
        for (const std::int64_t kind : {0, 9, -1})
            QCOMPARE(outcomeOf(payload(kind, false, false)), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOf(payload(6, true, false)), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOf(payload(6, false, true)), Outcome(DocumentError::Malformed));
        QCOMPARE(outcomeOf(payload(6, false, false) + QByteArray(9000, '\0')), Outcome(DocumentError::Malformed));
    }
};

QTEST_APPLESS_MAIN(EntryTest)
#include "entry_test.moc"

#include "tablet.h"

#include "raw_ledger.h"
#include "terminal/migration.h"
#include "terminal/schema.h"
#include "tests/support/closed_ledger.h"
#include "tests/support/planted/planted.h"

#include <random>

namespace voucher::test {

namespace {

const QString place = QStringLiteral("/ledger");

/// The ledger's schema and a version to come, which rebuilds a derived table.
std::vector<QString> nextSchema()
{
    std::vector<QString> scripts = ledgerSchema();
    scripts.push_back(QStringLiteral("CREATE TABLE visit(seq INTEGER PRIMARY KEY, day INTEGER NOT NULL); "
                                     "INSERT INTO visit SELECT seq, day FROM record; "
                                     "ALTER TABLE record ADD COLUMN place INTEGER; ") +
                      (planted("migration drops what is unsent")
                           ? QStringLiteral("DELETE FROM attachment WHERE seq > "
                                            "COALESCE((SELECT value FROM setting WHERE name='acknowledged'), 0)")
                           : QStringLiteral("UPDATE record SET place=0")));
    return scripts;
}

} // namespace

bool Tablet::start()
{
    end();
    removeCopies();
    auto opened = Ledger::open(place);
    if (!opened) {
        return false;
    }
    ledger = std::move(*opened);
    desk = std::make_unique<Desk>(*ledger, m_vault, m_clock);
    return true;
}

void Tablet::end()
{
    desk.reset();
    ledger.reset();
}

template <typename Answer>
bool Tablet::record(const Answer& answer, std::optional<VoucherId> voucher)
{
    if (answer) {
        told.recorded[answer->sequence] = voucher;
        m_hashes[answer->sequence] = ledger->head().hash;
    }
    return answer.has_value();
}

void Tablet::takesMoreThanThereIs()
{
    std::vector<Offer> offers;
    for (int visit = 0; visit < 3; ++visit) {
        if (auto offer = desk->check(text(ofTwoVisits))) {
            offers.push_back(std::move(*offer));
        }
    }
    for (const Offer& offer : offers) {
        record(desk->redeem(offer, {}), m_town.idOf(ofTwoVisits));
        m_clock.advance(std::chrono::hours(24));
    }
}

const QString& Tablet::text(std::uint32_t number)
{
    QString& known = m_texts[number];
    if (known.isEmpty()) {
        VoucherClaims claims = m_town.claims(number);
        claims.statusIndex = number % 1000;
        claims.quantity = number == ofTwoVisits ? 2 : claims.quantity;
        known = m_town.voucherText(claims);
    }
    return known;
}

bool Tablet::keepInvitation()
{
    const bool kept = ledger->keepInvitation(QByteArrayLiteral("an invitation")).has_value();
    told.invited = told.invited || kept;
    return kept;
}

bool Tablet::enrol()
{
    // Of an enrolment that this disk has forgotten the vault knows nothing either.
    m_vault = m_newVault;
    const PublicKey key = m_vault->publicKey();
    ReceiptContent zero{};
    zero.terminal = m_terminal;
    zero.serverTime = baseInstant;
    const Receipt receipt = verifyReceipt(signReceipt(zero, m_town.receipt), m_trustList, m_terminal, {}).value();
    const Bulletin bulletin = m_town.bulletin([](BulletinContent& content) {
        content.limits.softUnsent = content.limits.hardUnsent = 1'000'000;
        content.limits.hardUnsentCents = 1'000'000'000;
    });
    if (!ledger->storeVault(m_vault->stored(), key) ||
        !ledger->enrol({m_terminal, ourProvider, QStringLiteral("https://host:1"), QByteArray(16, 't')}, m_town.roots(),
                       m_trustList, bulletin, receipt, m_clock.read())) {
        return false;
    }
    told.enrolled = true;
    told.invited = false;
    told.bulletin = 1;
    told.floor = baseInstant;
    return desk->opened().has_value();
}

bool Tablet::bringOver()
{
    const PrivateKey key = PrivateKey::generate(Algorithm::ES256);
    for (Sequence sequence = 1; m_ofDamaged.size() < ofDamagedFile; ++sequence) {
        EntryContent content{};
        content.terminal = m_before;
        content.sequence = sequence;
        content.previous = m_ofDamaged.empty() ? Hash{} : m_ofDamaged.back().hash();
        content.at = baseInstant;
        content.body = NoteBody{NoteReason::NoPaper, {}, {}, {}};
        m_ofDamaged.push_back(signEntry(content, key));
    }
    const bool kept = ledger->carry({{m_ofDamaged, {}}}).has_value();
    told.broughtOver = told.broughtOver || kept;
    return kept;
}

bool Tablet::acknowledgeBroughtOver()
{
    ReceiptContent content{};
    content.terminal = m_before;
    content.upTo = coveredOfDamaged;
    content.head = m_ofDamaged[coveredOfDamaged - 1].hash();
    content.serverTime = baseInstant;
    const bool kept =
        ledger
            ->acknowledgeCarried(verifyReceipt(signReceipt(content, m_town.receipt), m_trustList, m_before, {}).value())
            .has_value();
    m_coveredOfDamaged = true;
    told.toldOfThose = told.toldOfThose || kept;
    return kept;
}

bool Tablet::redeem(std::uint32_t number)
{
    const auto offer = desk->check(text(number));
    return offer && record(desk->redeem(*offer, {}), m_town.idOf(number));
}

bool Tablet::recordsTwice(std::uint32_t number)
{
    const auto offer = desk->check(text(number));
    const auto same = desk->check(text(number));
    if (!offer || !same) {
        return false;
    }
    const bool once = record(desk->redeem(*offer, {}), m_town.idOf(number));
    const bool twice = record(desk->redeem(*same, {}), m_town.idOf(number));
    return once && twice;
}

std::optional<QString> Tablet::wrongAfterMigration()
{
    end();
    removeCopies();
    if (!migrate()) {
        return QStringLiteral("the migration cannot be finished");
    }
    const auto raw = readRaw(m_disk.image().at("/ledger").content.toString());
    if (!raw || raw->entries != before) {
        return QStringLiteral("the migration lost an entry");
    }
    if (raw->attachments != raw->redemptions || raw->visits != raw->redemptions + raw->notes) {
        return QStringLiteral("the migration lost what belongs to an entry");
    }
    return {};
}

bool Tablet::undo(Sequence sequence)
{
    return record(desk->undo(sequence), {});
}

bool Tablet::note()
{
    return record(desk->note(NoteReason::NoPaper, m_town.idOf(500)), m_town.idOf(500));
}

bool Tablet::acknowledge(int verdicts)
{
    ReceiptContent content{};
    content.terminal = m_terminal;
    content.upTo = ledger->head().sequence - 1;
    content.head = m_hashes.at(content.upTo);
    m_covered = content.upTo;
    content.serverTime = m_clock.read().wall + std::chrono::minutes(1);
    for (int number = 0; number < verdicts; ++number) {
        content.verdicts.push_back(
            {told.verdictCursor + number + 1, 1 + number % content.upTo, VerdictKind::Counted, VerdictReason::None});
    }
    for (const auto& [sequence, voucher] : told.recorded) {
        if (voucher && sequence <= content.upTo) {
            content.accounts.push_back({*voucher, 1, content.upTo, QDate(2026, 11, 22), 1, 1});
        }
    }
    const Receipt receipt =
        verifyReceipt(signReceipt(content, m_town.receipt), m_trustList, m_terminal, content.request).value();
    if (!ledger->acknowledge(receipt, m_clock.read())) {
        return false;
    }
    told.acknowledged = content.upTo;
    told.verdictCursor += verdicts;
    told.floor = content.serverTime;
    return true;
}

bool Tablet::publish(Size size)
{
    const auto key = std::pair(told.bulletin + 1, size);
    auto next = m_bulletins.find(key);
    if (next == m_bulletins.end()) {
        const Bulletin made = m_town.bulletin([&](BulletinContent& content) {
            content.version = key.first;
            content.issued = m_clock.read().wall + std::chrono::minutes(2);
            content.limits.softUnsent = content.limits.hardUnsent = 1'000'000;
            content.limits.hardUnsentCents = 1'000'000'000;
            // What cannot be deflated takes its pages; the first thousand vouchers stay valid.
            constexpr int large = 250'000;
            std::minstd_rand random(static_cast<unsigned>(key.first));
            while (size == Size::Large && content.statusList.size() < large) {
                content.statusList.append(static_cast<char>(random() >> 8));
            }
        });
        next = m_bulletins.emplace(key, made).first;
    }
    if (!ledger->store(next->second, m_clock.read())) {
        return false;
    }
    ++told.bulletin;
    told.floor = next->second.content().issued;
    return true;
}

bool Tablet::forge()
{
    const auto appended = ledger->append([&](const Ledger::Next& next) -> std::optional<Ledger::Appended> {
        EntryContent content{next.terminal, next.sequence, Hash{}, m_clock.read().wall, OperatorNumber{1}};
        content.body = NoteBody{NoteReason::NoPaper, {}, {}, {}};
        return Ledger::Appended{signEntry(content, *m_vault->key()), {}};
    });
    return appended.has_value();
}

bool Tablet::migrate()
{
    end();
    const auto database = Database::open(DatabaseKind::TabletFile, place);
    told.migrated = (database && voucher::migrate(**database, nextSchema())) || told.migrated;
    return told.migrated;
}

void Tablet::takeBackChecksums()
{
    end();
    copyWithoutChecksums(place, QStringLiteral("/older"));
    DiskImage image = m_disk.image();
    image["/ledger"] = image.at("/older");
    std::erase_if(image, [](const auto& file) { return file.first != "/ledger"; });
    m_disk.load(std::move(image));
}

void Tablet::removeCopies()
{
    m_disk.replace("/ledger.before-", {});
}

bool Tablet::forget()
{
    told.forgotten = ledger->forgetAttachments(baseInstant + std::chrono::hours(24)).has_value() || told.forgotten;
    return told.forgotten;
}

} // namespace voucher::test

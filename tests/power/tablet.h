#pragma once

#include "terminal/desk.h"
#include "tests/support/fake_clock.h"
#include "tests/support/municipality_keys.h"
#include "tests/support/simulated_disk.h"

#include <map>
#include <memory>

namespace voucher::test {

/// The number of the one voucher of two visits; every other one is redeemed once.
inline constexpr std::uint32_t ofTwoVisits = 700;

/// What the tablet has told its people and the municipality has told the tablet: none of it may be lost.
struct Told
{
    std::map<Sequence, std::optional<VoucherId>> recorded; ///< with the voucher it was told for
    bool enrolled = false;
    bool invited = false;
    bool migrated = false;
    bool broughtOver = false; ///< the entries of a damaged file wait
    bool toldOfThose = false; ///< and a receipt has covered some of them
    bool forgotten = false;   ///< no attachment that a receipt covers is left
    Sequence acknowledged = 0;
    std::int64_t verdictCursor = 0;
    std::int64_t bulletin = 0;
    Instant floor;
};

/// The entries of a damaged file, and how many of them a receipt covers.
inline constexpr std::size_t ofDamagedFile = 5;
inline constexpr Sequence coveredOfDamaged = 3;

/// A tablet on a simulated disk: the real ledger and desk, and a witness of what they have answered.
class Tablet
{
public:
    explicit Tablet(SimulatedDisk& disk) : m_disk(disk) {}

    /// The program starts; false if the ledger does not open.
    bool start();
    /// It ends in good order.
    void end();

    bool keepInvitation();
    bool enrol();
    /// Five entries of a damaged file; a receipt for the first three.
    bool bringOver();
    bool acknowledgeBroughtOver();
    bool redeem(std::uint32_t number);
    bool undo(Sequence sequence);
    bool note();
    /// A receipt for everything but the last entry, with `verdicts` verdicts and an account of every voucher redeemed.
    bool acknowledge(int verdicts);
    enum class Size : std::uint8_t { Small, Large };
    bool publish(Size size = Size::Small);
    bool forget();
    /// An entry that names another one than the last as its predecessor: never to be taken.
    bool forge();
    /// The file is brought to the next version, as an update of the program would.
    bool migrate();
    /// The program ends, and its file is one that the version wrote that knew no checksums.
    void takeBackChecksums();

    /// Whether the same voucher can be recorded twice on one day: two people hold an offer of it.
    bool recordsTwice(std::uint32_t number);

    /// Three offers of a voucher of two visits, confirmed on three days: only its quantity stands against the third.
    void takesMoreThanThereIs();

    /// As on the first day, for another run.
    void resetClock() { m_clock = FakeClock(baseInstant); }

    /// Starts on what is on the disk and compares it with what was told; what is wrong, or nothing. `exact`: every
    /// denied entry must be absent.
    std::optional<QString> wrong(bool exact = false);
    /// The same for a file that was being migrated: it is of one version or the other, and the migration can be
    /// finished.
    std::optional<QString> wrongAfterMigration();
    /// Whether the program can go on: the next visit is recorded, once.
    std::optional<QString> wrongAfterwards();

    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Desk> desk;
    Told told;
    /// The entries that lay on the disk before, byte for byte.
    std::vector<QByteArray> before;

private:
    const QString& text(std::uint32_t number);
    /// The program removes what an interrupted migration left of its copy beside SQLite, where this disk does not see
    /// it. No file may be open.
    void removeCopies();
    std::optional<QString> wrongEntries(bool exact);
    std::optional<QString> wrongBroughtOver() const;
    template <typename Answer>
    bool record(const Answer& answer, std::optional<VoucherId> voucher);

    const Entry* verified(const QByteArray& message);

    SimulatedDisk& m_disk;
    std::map<QByteArray, Entry> m_verified;
    TestMunicipality m_town;
    TrustList m_trustList = m_town.trustList();
    std::map<std::uint32_t, QString> m_texts;
    FakeClock m_clock{baseInstant};
    const Vault m_newVault = Vault::create(u"402917", {.n = 1u << 10}).value();
    std::optional<Vault> m_vault = m_newVault;
    TerminalId m_terminal{{9, 9, 9, 9, 9, 9, 9, 9}};
    TerminalId m_before{{8, 8, 8, 8, 8, 8, 8, 8}};
    std::vector<Entry> m_ofDamaged;
    std::map<Sequence, Hash> m_hashes;
    std::map<std::pair<std::int64_t, Size>, Bulletin> m_bulletins;
    Sequence m_covered = 0; ///< the highest that any receipt named
    bool m_coveredOfDamaged = false;
};

} // namespace voucher::test

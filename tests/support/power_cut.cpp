#include "simulated_disk.h"

#include <algorithm>
#include <random>

namespace voucher::test {

namespace {

constexpr std::size_t sector = 512;

/// One piece of a write that lies in one sector.
struct Piece
{
    std::size_t at;
    std::string bytes;
};

/// How the whole disk treated what it had not synced; a seed that says Mixed decides anew for each sector.
enum class Fate : std::uint8_t { Survives, Vanishes, Mixed };

class Remains
{
public:
    explicit Remains(std::uint64_t seed) : m_random(seed)
    {
        const std::uint64_t number = m_random() % 8;
        m_fate = number == 0 ? Fate::Vanishes : number == 1 ? Fate::Survives : Fate::Mixed;
    }

    DiskFile of(const DiskFile& before)
    {
        DiskFile after;
        after.exists = before.existsDurably;
        after.content = before.durable;
        auto from = before.pending.begin();
        // Of several files that had this name one after the other, one is left.
        for (auto change = from; change != before.pending.end(); ++change) {
            if (change->kind == PendingChange::Kind::Deletion) {
                if (!survives()) {
                    return applied(std::move(after), from, change);
                }
                after = {};
                from = change + 1;
            }
        }
        // A new file's name may not have reached the disk.
        if (!after.exists && !(before.exists && survives())) {
            return {};
        }
        after.exists = true;
        return applied(std::move(after), from, before.pending.end());
    }

private:
    using Change = std::vector<PendingChange>::const_iterator;

    bool survives() { return m_fate == Fate::Mixed ? m_random() % 2 == 0 : m_fate == Fate::Survives; }

    DiskFile applied(DiskFile file, Change from, Change to)
    {
        std::vector<Piece> pieces;
        for (auto change = from; change != to; ++change) {
            if (change->kind == PendingChange::Kind::Truncation) {
                write(file.content, pieces);
                pieces.clear();
                if (survives()) {
                    file.content.resize(change->at);
                }
                continue;
            }
            for (std::size_t done = 0; done < change->bytes.size();) {
                const std::size_t at = change->at + done;
                const std::size_t count = std::min(sector - at % sector, change->bytes.size() - done);
                pieces.push_back({at, change->bytes.substr(done, count)});
                done += count;
            }
        }
        write(file.content, pieces);
        file.existsDurably = file.exists;
        file.durable = file.content;
        file.pending.clear();
        return file;
    }

    void write(DiskBytes& content, std::vector<Piece>& pieces)
    {
        for (Piece& piece : pieces) {
            const std::uint64_t number = m_fate == Fate::Mixed ? m_random() % 10 : 0;
            if (m_fate == Fate::Vanishes || (m_fate == Fate::Mixed && number < 4)) {
                continue;
            }
            if (m_fate == Fate::Mixed && number == 8) {
                // Torn: its beginning or its end.
                const std::size_t cut = piece.bytes.empty() ? 0 : m_random() % piece.bytes.size();
                if (m_random() % 2 == 0) {
                    piece.bytes.resize(cut);
                } else {
                    piece.bytes.erase(0, cut);
                    piece.at += cut;
                }
            } else if (m_fate == Fate::Mixed && number == 9) {
                // In another one's place, and that one here.
                Piece& other = pieces[m_random() % pieces.size()];
                if (other.bytes.size() == piece.bytes.size()) {
                    std::swap(other.bytes, piece.bytes);
                }
            }
            content.write(piece.at, piece.bytes.data(), piece.bytes.size());
        }
    }

    std::mt19937_64 m_random;
    Fate m_fate = Fate::Mixed;
};

} // namespace

DiskImage afterPowerCut(const DiskImage& before, std::uint64_t seed)
{
    Remains remains(seed);
    DiskImage after;
    for (const auto& [name, file] : before) {
        DiskFile left = remains.of(file);
        if (left.exists) {
            after.emplace(name, std::move(left));
        }
    }
    return after;
}

} // namespace voucher::test

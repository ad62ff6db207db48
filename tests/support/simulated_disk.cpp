#include "simulated_disk.h"

#include <algorithm>

namespace voucher::test {

void SimulatedDisk::failAfter(std::int64_t operations, Fault fault, Lasts lasts)
{
    m_fault = fault;
    m_lasts = lasts;
    m_left = operations;
    m_failures = 0;
}

bool SimulatedDisk::hasUnsynced() const
{
    return std::any_of(m_image.begin(), m_image.end(), [](const auto& file) { return !file.second.pending.empty(); });
}

DiskImage SimulatedDisk::filesIn(const std::string& folder) const
{
    DiskImage files;
    for (auto at = m_image.lower_bound(folder); at != m_image.end() && at->first.starts_with(folder); ++at) {
        files.insert(*at);
    }
    return files;
}

void SimulatedDisk::replace(const std::string& folder, const DiskImage& files)
{
    for (auto at = m_image.lower_bound(folder); at != m_image.end() && at->first.starts_with(folder);) {
        at = m_image.erase(at);
    }
    m_image.insert(files.begin(), files.end());
}

void SimulatedDisk::look() const
{
    if (m_look) {
        m_look();
    }
}

/// Names are on the disk now as they are; what a file holds is so only if the file itself was synced.
void SimulatedDisk::syncFolder()
{
    for (auto& [name, file] : m_image) {
        const auto isDeletion = [](const PendingChange& change) {
            return change.kind == PendingChange::Kind::Deletion;
        };
        const auto last = std::find_if(file.pending.rbegin(), file.pending.rend(), isDeletion);
        if (last != file.pending.rend()) {
            file.pending.erase(file.pending.begin(), last.base());
            file.durable = {};
        }
        file.existsDurably = file.exists;
    }
}

bool SimulatedDisk::fails(Operation operation)
{
    bool concerned = false;
    switch (m_fault) {
    case Fault::None:
        return false;
    case Fault::Error:
        concerned = true;
        break;
    case Fault::Full:
    case Fault::ShortWrite:
        concerned = operation == Operation::Write;
        break;
    case Fault::FailedSync:
        concerned = operation == Operation::Sync;
        break;
    }
    if (!concerned || (m_failures > 0 && m_lasts == Lasts::Once)) {
        return false;
    }
    if (m_failures == 0 && m_left > 0) {
        --m_left;
        return false;
    }
    ++m_failures;
    return true;
}

} // namespace voucher::test

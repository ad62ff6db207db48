#pragma once

#include <cstdint>

namespace voucher::test {

/// The memory that SQLite asks for: it runs out on command (SQLITE_CONFIG_MALLOC, https://sqlite.org/malloc.html).
/// Made once, before anything of SQLite is used; it serves the whole process.
class FailingMemory
{
public:
    FailingMemory();

    /// After `requests` more requests one fails, or that one and all after it.
    void failAfter(std::int64_t requests, bool fromThenOn);
    void heal();
    bool hasFailed() const;
};

} // namespace voucher::test

#include "failing_memory.h"

#include <sqlite3.h>

namespace voucher::test {

namespace {

/// SQLite's own allocator, and when it is to fail. The interface knows no context, hence no object.
sqlite3_mem_methods real;
std::int64_t left = -1;
bool lasts = false;
bool failed = false;

bool fails()
{
    if (left < 0) {
        return false;
    }
    if (left > 0) {
        --left;
        return false;
    }
    failed = true;
    if (!lasts) {
        left = -1;
    }
    return true;
}

void* allocate(int size)
{
    return fails() ? nullptr : real.xMalloc(size);
}

void* resize(void* memory, int size)
{
    return fails() ? nullptr : real.xRealloc(memory, size);
}

} // namespace

FailingMemory::FailingMemory()
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
    sqlite3_mem_methods methods = real;
    methods.xMalloc = allocate;
    methods.xRealloc = resize;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    // Lookaside memory would hide most requests.
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
}

void FailingMemory::failAfter(std::int64_t requests, bool fromThenOn)
{
    left = requests;
    lasts = fromThenOn;
    failed = false;
}

void FailingMemory::heal()
{
    left = -1;
}

bool FailingMemory::hasFailed() const
{
    return failed;
}

} // namespace voucher::test

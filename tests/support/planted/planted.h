#pragma once

namespace voucher::test {

/// Whether the copy of the product that this test is linked with is to have this fault (VOUCHER_PLANTED names it).
bool planted(const char* fault);

} // namespace voucher::test

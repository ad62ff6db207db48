#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace voucher {

/// Corrects a block whose last `check` bytes are a QR code's Reed–Solomon check (ISO/IEC 18004, 7.5). `erased` are
/// places not to be believed, at most `check`; each costs half of what an error elsewhere costs. Returns how many bytes
/// outside of them were wrong; nothing, and the block as it was, when no valid block is near enough.
std::optional<int> correctBlock(std::vector<std::uint8_t>& block, std::size_t check,
                                const std::vector<std::size_t>& erased);

} // namespace voucher

#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace voucher::test {

/// The bytes of a simulated file, in blocks that copies share until one of them is written to: an image of a whole disk
/// is kept, or put back, for the price of its pointers.
class DiskBytes
{
public:
    DiskBytes() = default;
    explicit DiskBytes(const std::string& bytes);

    std::size_t size() const { return m_size; }

    /// At most `count` bytes from `at` on; how many there were.
    std::size_t read(std::size_t at, char* into, std::size_t count) const;
    /// Grows where it ends behind the end; what lies between is zero.
    void write(std::size_t at, const char* bytes, std::size_t count);
    void resize(std::size_t size);
    std::string toString() const;

private:
    static constexpr std::size_t blockSize = 4096;
    using Block = std::array<char, blockSize>;

    /// The block, which no other copy shares from here on.
    Block& own(std::size_t number);

    std::vector<std::shared_ptr<Block>> m_blocks; ///< null where all is zero
    std::size_t m_size = 0;
};

} // namespace voucher::test

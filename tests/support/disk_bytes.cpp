#include "disk_bytes.h"

#include <algorithm>
#include <cstring>

namespace voucher::test {

DiskBytes::DiskBytes(const std::string& bytes)
{
    write(0, bytes.data(), bytes.size());
}

std::size_t DiskBytes::read(std::size_t at, char* into, std::size_t count) const
{
    const std::size_t given = std::min(count, m_size - std::min(at, m_size));
    for (std::size_t done = 0; done < given;) {
        const std::size_t within = (at + done) % blockSize;
        const std::size_t part = std::min(blockSize - within, given - done);
        if (const auto& block = m_blocks[(at + done) / blockSize]) {
            std::memcpy(into + done, block->data() + within, part);
        } else {
            std::memset(into + done, 0, part);
        }
        done += part;
    }
    return given;
}

void DiskBytes::write(std::size_t at, const char* bytes, std::size_t count)
{
    static constexpr Block zeros{};
    resize(std::max(m_size, at + count));
    for (std::size_t done = 0; done < count;) {
        const std::size_t number = (at + done) / blockSize;
        const std::size_t within = (at + done) % blockSize;
        const std::size_t part = std::min(blockSize - within, count - done);
        if (part == blockSize && std::memcmp(bytes + done, zeros.data(), blockSize) == 0) {
            m_blocks[number].reset();
        } else {
            std::memcpy(own(number).data() + within, bytes + done, part);
        }
        done += part;
    }
}

void DiskBytes::resize(std::size_t size)
{
    // What is cut off must not come back when the file grows again.
    const std::size_t within = size % blockSize;
    if (size < m_size && within > 0 && m_blocks[size / blockSize]) {
        Block& last = own(size / blockSize);
        std::fill(last.begin() + static_cast<std::ptrdiff_t>(within), last.end(), '\0');
    }
    m_blocks.resize((size + blockSize - 1) / blockSize);
    m_size = size;
}

std::string DiskBytes::toString() const
{
    std::string bytes(m_size, '\0');
    read(0, bytes.data(), m_size);
    return bytes;
}

DiskBytes::Block& DiskBytes::own(std::size_t number)
{
    std::shared_ptr<Block>& block = m_blocks[number];
    if (!block) {
        block = std::make_shared<Block>();
    } else if (block.use_count() > 1) {
        block = std::make_shared<Block>(*block);
    }
    return *block;
}

} // namespace voucher::test

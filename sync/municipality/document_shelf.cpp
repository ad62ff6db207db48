#include "sync/municipality/document_shelf.h"

#include "crypto/ids.h"

namespace voucher {

namespace {

using namespace std::chrono_literals;

constexpr auto goodFor = 1s;

} // namespace

Stored<std::shared_ptr<const ShelvedDocument>> DocumentShelf::current(Instant now, const Fetch& fetch)
{
    const auto fresh = [&]() -> std::shared_ptr<const ShelvedDocument> {
        const std::lock_guard lock(m_mutex);
        return m_document && m_asked && now >= *m_asked && now - *m_asked < goodFor ? m_document : nullptr;
    };
    if (auto document = fresh())
        return document;
    std::unique_lock fetching(m_fetching, std::defer_lock);
    {
        const std::lock_guard lock(m_mutex);
        if (m_document && !fetching.try_lock())
            return m_document;
    }
    if (!fetching.owns_lock())
        fetching.lock();
    if (auto document = fresh())
        return document;
    const auto message = fetch();
    const std::lock_guard lock(m_mutex);
    if (!message)
        return m_document ? Stored<std::shared_ptr<const ShelvedDocument>>(m_document)
                          : tl::unexpected(message.error());
    m_asked = now;
    if (!*message)
        return m_document = nullptr;
    std::string body = (*message)->toStdString();
    if (!m_document || m_document->body != body) {
        std::string tag = '"' + bytesOf(sha256(**message)).toByteArray().toHex().toStdString() + '"';
        m_document = std::make_shared<const ShelvedDocument>(ShelvedDocument{std::move(body), std::move(tag)});
    }
    return m_document;
}

} // namespace voucher

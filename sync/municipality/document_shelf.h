#pragma once

#include "sync/municipality/register.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace voucher {

/// One published document as it is handed out.
struct ShelvedDocument
{
    std::string body;
    std::string tag; ///< the value of ETag, with its quotes
};

/// The newest signed document of one kind, kept in memory: thousands of terminals that come for a new bulletin cost the
/// register one question a second. Documents are signed and dated, so an old one is never taken for a new one.
class DocumentShelf
{
public:
    /// Asks the register; the error of a register that does not answer.
    using Fetch = std::function<Stored<std::optional<QByteArray>>()>;

    /// The document, asked for anew when the last answer is older than a second. What is here is given while somebody
    /// else asks, and when the register does not answer. Nothing if none is published yet.
    Stored<std::shared_ptr<const ShelvedDocument>> current(Instant now, const Fetch& fetch);

private:
    std::mutex m_mutex;
    std::mutex m_fetching;
    std::shared_ptr<const ShelvedDocument> m_document;
    std::optional<Instant> m_asked;
};

} // namespace voucher

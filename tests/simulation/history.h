#pragma once

#include "event_queue.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <tl/expected.hpp>

namespace voucher::test {

/// What was seen of a run, one JSON object a line: when it was and what, never whether that is right.
class History
{
public:
    /// Without a file nothing is kept but the count.
    History(const EventQueue& queue, const QString& path);

    bool open() const { return m_path.isEmpty() || m_file.isOpen(); }

    void tell(const char* what, QJsonObject facts);

    qint64 lines() const { return m_lines; }

private:
    const EventQueue& m_queue;
    QString m_path;
    QFile m_file;
    qint64 m_lines = 0;
};

template <typename Id>
QString hex(const Id& id)
{
    return QString::fromLatin1(bytesOf(id).toByteArray().toHex());
}

/// An answer that a run cannot go on without; by value, so that a loop may go over it.
template <typename Type, typename Error>
Type given(tl::expected<Type, Error> answer)
{
    return std::move(answer).value();
}

inline qint64 milliseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

} // namespace voucher::test

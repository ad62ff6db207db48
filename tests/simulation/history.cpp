#include "history.h"

#include <QJsonDocument>

namespace voucher::test {

History::History(const EventQueue& queue, const QString& path) : m_queue(queue), m_path(path), m_file(path)
{
    if (!path.isEmpty())
        (void)m_file.open(QIODevice::WriteOnly | QIODevice::Truncate);
}

void History::tell(const char* what, QJsonObject facts)
{
    ++m_lines;
    if (m_path.isEmpty())
        return;
    facts.insert(QStringLiteral("what"), QLatin1StringView(what));
    facts.insert(QStringLiteral("t"), milliseconds(m_queue.now()));
    m_file.write(QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace voucher::test

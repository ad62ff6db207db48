#include "terminal/sql_script.h"

namespace voucher {

namespace {

/// The place after a quoted or commented part that begins at `from`; `from` itself if none does.
qsizetype afterOpaque(QStringView script, qsizetype from)
{
    const auto past = [&](QStringView close, qsizetype searchFrom) {
        const qsizetype found = script.indexOf(close, searchFrom);
        return found < 0 ? script.size() : found + close.size();
    };
    const QStringView rest = script.sliced(from);
    if (rest.startsWith(u"--")) {
        return past(u"\n", from + 2);
    }
    if (rest.startsWith(u"/*")) {
        return past(u"*/", from + 2);
    }
    if (rest.startsWith(u'\'') || rest.startsWith(u'"')) {
        return past(rest.first(1), from + 1);
    }
    return from;
}

bool isComment(QStringView part)
{
    return part.startsWith(u"--") || part.startsWith(u"/*");
}

/// Whether a statement so far is one that ends only at END; PostgreSQL's triggers have no body of their own.
bool openTrigger(const QStringList& words)
{
    const bool trigger =
        words.size() > 2 && words[0] == u"CREATE" && (words[1] == u"TRIGGER" || words[2] == u"TRIGGER");
    return trigger && words.contains(QStringLiteral("BEGIN")) && words.last() != u"END";
}

} // namespace

QStringList statementsOf(QStringView script)
{
    QStringList statements;
    QString statement;
    QStringList words;
    qsizetype at = 0;
    while (at < script.size()) {
        const qsizetype opaqueEnd = afterOpaque(script, at);
        if (opaqueEnd > at) {
            const QStringView part = script.sliced(at, opaqueEnd - at);
            statement += isComment(part) ? QStringView(u" ") : part;
            at = opaqueEnd;
            continue;
        }
        const QChar character = script[at];
        if (character.isLetterOrNumber() || character == u'_') {
            const qsizetype begin = at;
            while (at < script.size() && (script[at].isLetterOrNumber() || script[at] == u'_')) {
                ++at;
            }
            const QStringView word = script.sliced(begin, at - begin);
            statement += word;
            words += word.toString().toUpper();
            continue;
        }
        ++at;
        if (character == u';' && !openTrigger(words)) {
            statements += statement.trimmed();
            statement.clear();
            words.clear();
        } else {
            statement += character;
        }
    }
    statements += statement.trimmed();
    statements.removeAll(QString());
    return statements;
}

} // namespace voucher

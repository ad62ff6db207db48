#include "qml/models/pictures_model.h"

#include <algorithm>

namespace voucher {

int PicturesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant PicturesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line& line = m_lines[index.row()];
    switch (role) {
    case Thumbnail:
        return m_thumbnails.value(line.path);
    case DaysAgo:
        return line.daysAgo;
    case DateText:
        return dateText(line.at);
    case TimeText:
        return timeText(line.at);
    case PlaceRole:
        return line.place;
    case PdfRole:
        return line.pdf;
    case OutcomeRole:
        return m_outcomes.value(line.path);
    }
    return {};
}

QHash<int, QByteArray> PicturesModel::roleNames() const
{
    return {{Thumbnail, QByteArrayLiteral("thumbnail")}, {DaysAgo, QByteArrayLiteral("daysAgo")},
            {DateText, QByteArrayLiteral("date")},       {TimeText, QByteArrayLiteral("time")},
            {PlaceRole, QByteArrayLiteral("place")},     {PdfRole, QByteArrayLiteral("pdf")},
            {OutcomeRole, QByteArrayLiteral("outcome")}};
}

void PicturesModel::take(int row)
{
    if (row >= 0 && row < count() && outcome() != Reading)
        give(m_lines[row].path);
}

void PicturesModel::drop(const QUrl& url)
{
    if (outcome() == Reading)
        return;
    if (url.isLocalFile())
        return give(url.toLocalFile());
    give({});
    conclude(NotReadable);
}

void PicturesModel::leave()
{
    m_outcomes.clear();
    m_given.clear();
    emit changed();
}

void PicturesModel::give(const QString& path)
{
    m_given = path;
    m_outcomes.insert(path, Reading);
    tell(path);
    if (!path.isEmpty())
        emit readRequested(path);
}

void PicturesModel::conclude(Outcome outcome)
{
    if (this->outcome() != Reading)
        return;
    m_outcomes.insert(m_given, outcome);
    tell(m_given);
    emit failed();
}

void PicturesModel::tell(const QString& path)
{
    for (int row = 0; row < count(); ++row) {
        if (m_lines[row].path == path)
            emit dataChanged(index(row), index(row));
    }
    emit changed();
}

void PicturesModel::show(const QList<Line>& lines)
{
    if (m_listed && lines == m_lines)
        return;
    beginResetModel();
    m_lines = lines;
    m_listed = true;
    const auto isGone = [&](const auto& thumbnail) {
        return std::none_of(lines.begin(), lines.end(), [&](const Line& line) { return line.path == thumbnail.key(); });
    };
    m_thumbnails.removeIf(isGone);
    endResetModel();
    emit changed();
}

void PicturesModel::showThumbnail(const QString& path, const QImage& picture)
{
    m_thumbnails.insert(path, picture);
    tell(path);
}

void PicturesModel::showCode(const QString& text)
{
    if (outcome() != Reading)
        return;
    leave();
    emit codeRead(text);
}

} // namespace voucher

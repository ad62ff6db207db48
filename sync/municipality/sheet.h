#pragma once

#include <QColor>
#include <QFile>
#include <QPainter>
#include <QPdfWriter>

namespace voucher {

/// What every paper of the municipality is made of: A4 in millimetres, its colours, its words, its foot.
namespace sheet {

inline constexpr double pageWidth = 210;
inline constexpr double margin = 15;

inline const QColor ink(0x17, 0x26, 0x2E);
inline const QColor soft(0x5A, 0x6A, 0x73);
inline const QColor line(0xDE, 0xD8, 0xCC);

/// Text of a height in millimetres in a box, wrapped, never clipped silently: boxes here are generous.
void text(QPainter& painter, const QRectF& box, double height, const QString& words, const QColor& colour = ink,
          bool bold = false, int flags = Qt::AlignLeft | Qt::AlignTop);

/// The European emblem with the co-funding line, as every paper carries it.
void footer(QPainter& painter, double top);

} // namespace sheet

/// A vector PDF of A4 pages, painted in millimetres.
class Sheet
{
public:
    Sheet(const QString& file, const QString& title);

    bool open() const { return m_open; }

    QPainter& painter() { return m_painter; }

    void nextPage() { m_writer.newPage(); }

    bool close() { return m_painter.end() && m_file.flush(); }

private:
    QFile m_file;
    QPdfWriter m_writer;
    QPainter m_painter;
    bool m_open = false;
};

} // namespace voucher

#pragma once

#include <QByteArray>
#include <QPainter>
#include <QStringView>

#include <optional>

namespace voucher {

/// Error correction: Q on paper, which gets wet and folded; M on a screen.
enum class QrMedium : std::uint8_t { Paper, Screen };

/// A QR code as modules (ISO/IEC 18004), by libqrencode; the text decides the mode, upper-case Base45 the alphanumeric.
class QrCode
{
public:
    /// Nothing if the text does not fit into any version.
    static std::optional<QrCode> of(QStringView text, QrMedium medium);

    int version() const { return m_version; }

    int width() const { return m_width; }

    bool dark(int x, int y) const;

    /// Paints the code with its quiet zone of four modules into `target`, as one vector shape.
    void paint(QPainter& painter, const QRectF& target) const;

private:
    QrCode() = default;
    int m_version = 0;
    int m_width = 0;
    QByteArray m_modules;
};

} // namespace voucher

#include "terminal/scan/paper_parts.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace voucher {

/// How far dark and light stand apart; a known module of the wrong colour counts against it.
PaperParts::Contrast PaperParts::contrast(int px, int py, Shift shift) const
{
    const int column = middle(px);
    const int row = middle(py);
    const int last = m_places.side() - 1;
    const QPointF move = m_places.right(column, row) * shift.right + m_places.down(column, row) * shift.down;

    struct Seen
    {
        double value;
        QrLayout::Known known;
    };

    std::array<Seen, (2 * half + 1) * (2 * half + 1)> modules;
    std::size_t count = 0;
    double sum = 0;
    for (int y = std::max(0, row - half); y <= std::min(last, row + half); ++y) {
        for (int x = std::max(0, column - half); x <= std::min(last, column + half); ++x) {
            modules[count] = {brightness(m_grey, m_places.at(x, y) + move), m_layout.at(x, y)};
            sum += modules[count++].value;
        }
    }
    const double mean = sum / static_cast<double>(count);
    Contrast result;
    for (std::size_t i = 0; i < count; ++i) {
        const double darker = m_inverted ? modules[i].value - mean : mean - modules[i].value;
        if (modules[i].known == QrLayout::Known::Nothing) {
            result.apart += std::abs(darker);
        } else {
            const double asKnown = modules[i].known == QrLayout::Known::Dark ? darker : -darker;
            result.apart += asKnown;
            ++result.known;
            result.right += asKnown > 0;
        }
    }
    return result;
}

void PaperParts::place(int px, int py, Shift expected)
{
    double best = -std::numeric_limits<double>::infinity();
    for (double down = -0.6; down < 0.7; down += 0.2) {
        for (double right = -0.6; right < 0.7; right += 0.2) {
            const Shift shift{expected.right + right, expected.down + down};
            // Where nothing speaks for a move, none is made.
            const double score = contrast(px, py, shift).apart * (1 - 0.12 * (right * right + down * down));
            if (score > best) {
                best = score;
                part(px, py).shift = shift;
            }
        }
    }
    part(px, py).settled = true;
}

void PaperParts::anchor()
{
    constexpr int enough = 12;
    constexpr double alike = 0.85;
    for (int py = 0; py < m_count; ++py) {
        for (int px = 0; px < m_count; ++px) {
            const Contrast here = contrast(px, py, {});
            if (here.known >= enough && here.right >= alike * here.known) {
                place(px, py, {});
            }
        }
    }
}

void PaperParts::spread()
{
    for (;;) {
        int most = 0;
        int nextX = 0;
        int nextY = 0;
        Shift expected;
        for (int py = 0; py < m_count; ++py) {
            for (int px = 0; px < m_count; ++px) {
                int settled = 0;
                Shift sum;
                for (int y = std::max(0, py - 1); y <= std::min(m_count - 1, py + 1); ++y) {
                    for (int x = std::max(0, px - 1); x <= std::min(m_count - 1, px + 1); ++x) {
                        if (part(x, y).settled) {
                            ++settled;
                            sum = {sum.right + part(x, y).shift.right, sum.down + part(x, y).shift.down};
                        }
                    }
                }
                if (!part(px, py).settled && settled > most) {
                    most = settled;
                    nextX = px;
                    nextY = py;
                    expected = {sum.right / settled, sum.down / settled};
                }
            }
        }
        if (most == 0) {
            return;
        }
        place(nextX, nextY, expected);
    }
}

void PaperParts::calm()
{
    std::vector<Part> calm(m_parts.size());
    for (int py = 0; py < m_count; ++py) {
        for (int px = 0; px < m_count; ++px) {
            Shift& mean = calm[index(px, py)].shift;
            for (int dy = -1; dy <= 1; ++dy) {
                for (int dx = -1; dx <= 1; ++dx) {
                    const double weight = (2 - std::abs(dx)) * (2 - std::abs(dy)) / 16.0;
                    mean.right += weight * part(px + dx, py + dy).shift.right;
                    mean.down += weight * part(px + dx, py + dy).shift.down;
                }
            }
        }
    }
    m_parts = std::move(calm);
}

Shift PaperParts::at(int column, int row) const
{
    const double across = (column - 1) / double(apart);
    const double along = (row - 1) / double(apart);
    const int px = static_cast<int>(std::floor(across));
    const int py = static_cast<int>(std::floor(along));
    const auto between = [&](double Shift::*way) {
        const auto beside = [&](int y) {
            return std::lerp(part(px, y).shift.*way, part(px + 1, y).shift.*way, across - px);
        };
        return std::lerp(beside(py), beside(py + 1), along - py);
    };
    return {between(&Shift::right), between(&Shift::down)};
}

} // namespace voucher

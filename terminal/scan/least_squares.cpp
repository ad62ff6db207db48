#include "terminal/scan/least_squares.h"

#include <cmath>

namespace voucher {

std::vector<double> LeastSquares::solve(double ridge) const
{
    const std::size_t n = m_count;
    // Cholesky: the matrix is symmetric and, unless something is left open, positive.
    std::vector<double> lower(n * n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k <= i; ++k) {
            double sum = m_matrix[k * n + i] + (i == k ? ridge : 0);
            for (std::size_t m = 0; m < k; ++m) {
                sum -= lower[i * n + m] * lower[k * n + m];
            }
            if (i == k) {
                if (!(sum > 1e-12 * (1 + m_matrix[i * n + i]))) {
                    return {};
                }
                lower[i * n + i] = std::sqrt(sum);
            } else {
                lower[i * n + k] = sum / lower[k * n + k];
            }
        }
    }
    std::vector<double> result = m_right;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            result[i] -= lower[i * n + k] * result[k];
        }
        result[i] /= lower[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) {
            result[i] -= lower[k * n + i] * result[k];
        }
        result[i] /= lower[i * n + i];
    }
    return result;
}

} // namespace voucher

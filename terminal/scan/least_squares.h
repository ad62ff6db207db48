#pragma once

#include <cstddef>
#include <vector>

namespace voucher {

/// Weighted observations of one linear model, and the parameters that fit them best.
class LeastSquares
{
public:
    explicit LeastSquares(std::size_t parameters)
        : m_count(parameters), m_matrix(parameters * parameters), m_right(parameters)
    {
    }

    void observe(const double* row, double value, double weight = 1)
    {
        for (std::size_t i = 0; i < m_count; ++i) {
            for (std::size_t k = i; k < m_count; ++k) {
                m_matrix[i * m_count + k] += weight * row[i] * row[k];
            }
            m_right[i] += weight * row[i] * value;
        }
    }

    /// Empty when the observations leave a parameter open. `ridge` pulls every parameter towards 0.
    std::vector<double> solve(double ridge = 0) const;

private:
    std::size_t m_count;
    std::vector<double> m_matrix;
    std::vector<double> m_right;
};

} // namespace voucher

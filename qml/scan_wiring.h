#pragma once

#include "qml/models/scan_model.h"

#include "terminal/scan/camera.h"
#include "terminal/scan/scanner.h"

#include <chrono>
#include <functional>

namespace voucher {

/// How long the camera looks without a code before it rests.
inline constexpr std::chrono::minutes restAfter{2};

using CallAfter = std::function<void(std::chrono::milliseconds, std::function<void()>)>;

/// Leads the camera's picture to the page and to the scanner, and their states back. The camera runs only while the
/// model looks; after `restAfter` without a code it rests. `callAfter` calls back on this thread.
void wireScan(ScanModel& model, Camera& camera, Scanner& scanner, const CallAfter& callAfter);

} // namespace voucher

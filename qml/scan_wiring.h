#pragma once

#include "qml/models/scan_model.h"

#include "terminal/scan/camera.h"
#include "terminal/scan/scanner.h"

namespace voucher {

/// Leads the camera's picture to the page and to the scanner, and their states back. The camera runs only while a page
/// wants codes.
void wireScan(ScanModel& model, Camera& camera, Scanner& scanner);

} // namespace voucher

#pragma once

#include "crypto/bulletin.h"
#include "crypto/trust_list.h"

#include <QString>

#include <tl/expected.hpp>

namespace voucher {

/// The signed documents that a terminal would hold, read from files.
struct MunicipalityFiles
{
    TrustList trustList;
    Bulletin bulletin;
};

/// Reads PEM public keys (one or two, the active root first), trust list and bulletin, and verifies each by the one
/// before. The error is a sentence for the person at the command line.
tl::expected<MunicipalityFiles, QString> readMunicipality(const QString& rootFile, const QString& trustListFile,
                                                          const QString& bulletinFile);

} // namespace voucher

#pragma once

#include "sync/municipality/register.h"

#include <QDate>
#include <QStringList>

#include <vector>

namespace voucher {

enum class PaperError : std::uint8_t { TextTooLong, NotWritable };

/// Writes vouchers as a vector PDF on A4, two a page, to be cut: sign, QR code at error correction Q, typed number,
/// what it is worth and until when; emblem and co-funding line; nothing that names the child. Fonts need a
/// QGuiApplication.
tl::expected<void, PaperError> writeVoucherPaper(const QString& file, const QString& title,
                                                 const std::vector<IssuedVoucher>& vouchers, const QString& helpLine);

/// Writes the sheet that enrols one terminal, with the steps to take.
tl::expected<void, PaperError> writeInvitationPaper(const QString& file, const QString& title, const QString& text,
                                                    const QString& providerName, const QString& helpLine);

/// Writes the municipality's update as the poster that hangs where no network is: one code on a sheet, or a numbered
/// sequence, two a sheet, scanned in any order. `until` is the last day of its bulletin. TextTooLong when the parts are
/// none, because an update is too long for a poster.
tl::expected<void, PaperError> writePoster(const QString& file, const QString& title, const QStringList& parts,
                                           QDate issued, QDate until, const QString& helpLine);

/// Where a poster's code lies: the only one, or one of a sequence, upper and lower; in millimetres.
QRectF posterCodePlace(bool only, bool lower);

/// Where the QR code lies on the upper half of a page, in millimetres: x, y, side. The lower half's is 148.5 mm below.
QRectF voucherCodePlace();
QRectF invitationCodePlace();

} // namespace voucher

#pragma once

#include "qml/models/pictures_model.h"
#include "qml/picture_import.h"
#include "qml/picture_shelf.h"

namespace voucher {

/// Leads what a person gives to who reads it, and the answers back.
void wirePictures(PicturesModel& model, PictureImport& import, PictureShelf& shelf);

} // namespace voucher

#include "qml/picture_wiring.h"

namespace voucher {

void wirePictures(PicturesModel& model, PictureImport& import, PictureShelf& shelf)
{
    QObject::connect(&model, &PicturesModel::lookRequested, &shelf, &PictureShelf::look);
    QObject::connect(&model, &PicturesModel::readRequested, &import, &PictureImport::read);
    // The shelf speaks on its own thread, the import on ours.
    QObject::connect(&shelf, &PictureShelf::found, &model, &PicturesModel::show, Qt::QueuedConnection);
    QObject::connect(&shelf, &PictureShelf::pictured, &model, &PicturesModel::showThumbnail, Qt::QueuedConnection);
    QObject::connect(&import, &PictureImport::codeFound, &model, &PicturesModel::showCode);
    QObject::connect(&import, &PictureImport::nothingFound, &model, &PicturesModel::showNoCode);
    QObject::connect(&import, &PictureImport::notReadable, &model, &PicturesModel::showNotReadable);
}

} // namespace voucher

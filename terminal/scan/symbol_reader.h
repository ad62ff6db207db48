#pragma once

#include "terminal/scan/finder.h"
#include "terminal/scan/luminance.h"
#include "terminal/scan/module_picture.h"
#include "terminal/scan/zxing_reader.h"

#include <QList>

#include <functional>

namespace voucher {

/// Whether there is time for one more try.
using MayGoOn = std::function<bool()>;

/// Reads codes module by module, for pictures in which ZXing's own search fails, and leaves error correction to ZXing.
class SymbolReader
{
public:
    /// A code that was found and could not be read.
    struct Unread
    {
        /// Pixels a module; 0 when there is no such code.
        double module = 0;
        /// A part of it is as white as the sensor can tell.
        bool glare = false;
        /// Its modules run into each other.
        bool blurred = false;
    };

    struct Result
    {
        QList<Sighting> sightings;
        Unread unread;
        /// Pixels a module of the largest finder pattern seen, whether or not two others belong to it; 0 for none.
        double finder = 0;
    };

    /// How many guesses are made: which three patterns belong together, and how many modules such a code has.
    struct Effort
    {
        std::size_t triples;
        std::size_t sizes;
        MayGoOn mayGoOn;
    };

    /// Looks for finder patterns in `blackAndWhite` and at modules in `grey`, the same picture `scale` times as large.
    Result read(const Luminance& grey, const Luminance& blackAndWhite, double scale, const Effort& effort);

    /// Adds what is seen of an unreadable code to what frames before showed of it: noise, glare and blur differ from
    /// frame to frame, the code does not. A code unlike the remembered one starts anew, so two codes are never mixed.
    void remember(bool frames) { m_remembers = frames; }

private:
    bool readOne(Result& result, const Luminance& grey, const Luminance& blackAndWhite, double scale,
                 const FinderTriple& triple, const Effort& effort);
    static Unread unread(const Luminance& grey, const ModulePlaces& places, const ModulePicture& seen);
    std::optional<QString> together(const ModulePicture& picture, const QrLayout& layout);

    bool m_remembers = false;
    ModulePicture m_remembered;
    int m_frames = 0;
};

} // namespace voucher

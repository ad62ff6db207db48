// Loaded before a program (LD_PRELOAD): its clocks are off by the seconds that the file VOUCHER_CLOCK_OFF holds, read
// anew at each look, so that time can be moved while the program runs. The first number is for the wall clock, which
// anybody can set; the second, if there is one, for the time since boot: it lets time pass. Timers wait as long as
// ever.

#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

struct Off
{
    time_t wall = 0;
    time_t sinceBoot = 0;
};

Off off()
{
    static const char* const path = std::getenv("VOUCHER_CLOCK_OFF");
    const int file = path != nullptr ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return {};
    char text[48] = {};
    const ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0)
        return {};
    char* rest = nullptr;
    const time_t wall = std::strtoll(text, &rest, 10);
    return {wall, std::strtoll(rest, nullptr, 10)};
}

template <typename Function>
Function* next(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* now) noexcept
{
    static auto* const real = next<int(clockid_t, timespec*)>("clock_gettime");
    const int result = real(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += off().wall;
    if (result == 0 && clock == CLOCK_BOOTTIME)
        now->tv_sec += off().sinceBoot;
    return result;
}

int gettimeofday(timeval* now, void* zone) noexcept
{
    static auto* const real = next<int(timeval*, void*)>("gettimeofday");
    const int result = real(now, zone);
    if (result == 0)
        now->tv_sec += off().wall;
    return result;
}

time_t time(time_t* now) noexcept
{
    timespec whole{};
    clock_gettime(CLOCK_REALTIME_COARSE, &whole);
    if (now != nullptr)
        *now = whole.tv_sec;
    return whole.tv_sec;
}

} // extern "C"

// Loaded before a program (LD_PRELOAD): the program dies by SIGKILL at the VOUCHER_DIES_AT-th time that it writes,
// syncs or cuts a register's file or its journal, before that is done. So it dies between any two steps of a commit.

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <unistd.h>

namespace {

std::atomic<long> left{std::getenv("VOUCHER_DIES_AT") != nullptr ? std::atol(std::getenv("VOUCHER_DIES_AT")) : 0};

bool isRegister(int file)
{
    char path[512] = {};
    const ssize_t length = readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path - 1);
    return length > 0 && std::strstr(path, "register.sqlite") != nullptr;
}

void step(int file)
{
    if (left > 0 && isRegister(file) && --left == 0)
        kill(getpid(), SIGKILL);
}

template <typename Function>
Function* next(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at)
{
    static auto* const real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    step(file);
    return real(file, bytes, count, at);
}

int fdatasync(int file)
{
    static auto* const real = next<int(int)>("fdatasync");
    step(file);
    return real(file);
}

int ftruncate64(int file, off64_t length) noexcept
{
    static auto* const real = next<int(int, off64_t)>("ftruncate64");
    step(file);
    return real(file, length);
}

} // extern "C"

/*
 * A disk that fails: preloaded into a program (LD_PRELOAD), it makes system calls on files whose path
 * holds FAULTS_PATH fail, wait, write half, or end the program, as the shared file FAULTS_CONTROL says
 * at that moment. Compiled by failing-disk.ts, which also fills that file.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/vfs.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, NAME = 16 };

/* In the order of failing-disk.ts. */
struct control {
  uint32_t calls;   /* which calls are meant */
  uint32_t error;   /* what they fail with, 0: not at all */
  uint32_t chance;  /* of 65536 */
  uint32_t wait_us; /* how long each takes */
  uint32_t half;    /* whether a failing write, or the last one, writes its first half */
  uint32_t kill_at; /* the number of the call that ends the program, 0: none */
  uint32_t seen;    /* how many calls have been looked at */
  uint32_t failed;  /* how many have failed */
  uint32_t random;
};

static struct control *control;
static const char *wanted;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("FAULTS_CONTROL");
  wanted = getenv("FAULTS_PATH");
  if (!file || !wanted) return;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int fd = real(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *shared = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (shared != MAP_FAILED) control = shared;
}

static int meant(unsigned call, const char *path) {
  return control && (control->calls & call) && path && strstr(path, wanted);
}

static int meant_fd(unsigned call, int fd) {
  if (!control || !(control->calls & call)) return 0;
  char link[32], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return meant(call, path);
}

enum fate { WORKS, FAILS, ENDS };

/* What becomes of a call that is meant. */
static enum fate fate(void) {
  if (control->wait_us) usleep(control->wait_us);
  control->seen += 1;
  if (control->kill_at && control->seen >= control->kill_at) return ENDS;
  control->random = control->random * 1664525u + 1013904223u;
  if (!control->error || (control->random >> 16) >= control->chance) return WORKS;
  control->failed += 1;
  return FAILS;
}

static void end(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* -1 with errno where the call fails; never comes back where it is the last. */
static int refuse(enum fate what) {
  if (what == ENDS) end();
  errno = (int)control->error;
  return -1;
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define OPENING(name)                                              \
  int name(const char *path, int flags, ...) {                     \
    REAL(name);                                                    \
    va_list rest;                                                  \
    va_start(rest, flags);                                         \
    mode_t mode = va_arg(rest, mode_t);                            \
    va_end(rest);                                                  \
    enum fate what = meant(OPEN, path) ? fate() : WORKS;           \
    return what == WORKS ? real(path, flags, mode) : refuse(what); \
  }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name)                                                   \
  int name(int folder, const char *path, int flags, ...) {                 \
    REAL(name);                                                            \
    va_list rest;                                                          \
    va_start(rest, flags);                                                 \
    mode_t mode = va_arg(rest, mode_t);                                    \
    va_end(rest);                                                          \
    enum fate what = meant(OPEN, path) ? fate() : WORKS;                   \
    return what == WORKS ? real(folder, path, flags, mode) : refuse(what); \
  }
OPENING_AT(openat)
OPENING_AT(openat64)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(write);
  enum fate what = meant_fd(WRITE, fd) ? fate() : WORKS;
  if (what == WORKS) return real(fd, bytes, count);
  if (control->half) real(fd, bytes, count / 2);
  return refuse(what);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  enum fate what = meant_fd(WRITE, fd) ? fate() : WORKS;
  if (what == WORKS) return real(fd, parts, count);
  if (control->half) real(fd, parts, count / 2);
  return refuse(what);
}

#define PLACED(name, offset)                                          \
  ssize_t name(int fd, const void *bytes, size_t count, offset at) {  \
    REAL(name);                                                       \
    enum fate what = meant_fd(WRITE, fd) ? fate() : WORKS;            \
    if (what == WORKS) return real(fd, bytes, count, at);             \
    if (control->half) real(fd, bytes, count / 2, at);                \
    return refuse(what);                                              \
  }
PLACED(pwrite, off_t)
PLACED(pwrite64, off64_t)

#define ON_FD(name, call, parameters, ...)                    \
  int name parameters {                                       \
    REAL(name);                                               \
    enum fate what = meant_fd(call, fd) ? fate() : WORKS;     \
    return what == WORKS ? real(__VA_ARGS__) : refuse(what);  \
  }
ON_FD(fsync, SYNC, (int fd), fd)
ON_FD(fdatasync, SYNC, (int fd), fd)
ON_FD(ftruncate, TRUNCATE, (int fd, off_t size), fd, size)
ON_FD(ftruncate64, TRUNCATE, (int fd, off64_t size), fd, size)

#define ON_NAMES(name)                                         \
  int name(const char *from, const char *to) {                 \
    REAL(name);                                                \
    enum fate what = meant(NAME, to) ? fate() : WORKS;         \
    return what == WORKS ? real(from, to) : refuse(what);      \
  }
ON_NAMES(rename)

/* With FAULTS_NO_LINKS the disk is like a USB stick's: it has no second names. */
int link(const char *from, const char *to) {
  REAL(link);
  if (getenv("FAULTS_NO_LINKS") && to && wanted && strstr(to, wanted)) {
    errno = EPERM;
    return -1;
  }
  enum fate what = meant(NAME, to) ? fate() : WORKS;
  return what == WORKS ? real(from, to) : refuse(what);
}

int unlink(const char *path) {
  REAL(unlink);
  enum fate what = meant(NAME, path) ? fate() : WORKS;
  return what == WORKS ? real(path) : refuse(what);
}

/* With FAULTS_NETWORK the disk is one of another computer's, reached by NFS, as far as a program can ask. */
#define ASKED(name, buffer)                                                    \
  int name(const char *path, struct buffer *about) {                           \
    REAL(name);                                                                \
    int result = real(path, about);                                            \
    if (result == 0 && getenv("FAULTS_NETWORK") && wanted && strstr(path, wanted)) { \
      about->f_type = 0x6969;                                                  \
    }                                                                          \
    return result;                                                             \
  }
ASKED(statfs, statfs)
ASKED(statfs64, statfs64)

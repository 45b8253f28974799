"""A library that sees what a process does to the files of one folder.

Compiled with the system's C compiler and put in front of the C library with
`LD_PRELOAD`, it writes down each write, truncation, flush, link, rename and removal
below `SHIM_ROOT`, and can say that the disk is full from some write on. The index that
SQLite shares between processes (`-shm`) is not written down: it is made anew after a
power cut.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORD = struct.Struct("<cQQII")  # kind, file, offset, length of path, of data
SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FDS 4096
static char *names[FDS];
static const char *root;
static int out = -1;
static long left = -1, writes = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, name);

static void put(const void *data, size_t size) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t (*)(int, const void *, size_t)) dlsym(RTLD_NEXT, "write");
  const char *at = data;
  while (size > 0) {
    ssize_t done = real(out, at, size);
    if (done <= 0) _exit(99);
    at += done; size -= done;
  }
}

static void note(char kind, uint64_t file, uint64_t offset,
                 const char *path, const void *data, uint32_t size) {
  if (out < 0) return;
  uint32_t length = path ? strlen(path) : 0;
  char head[25];
  head[0] = kind;
  memcpy(head + 1, &file, 8); memcpy(head + 9, &offset, 8);
  memcpy(head + 17, &length, 4); memcpy(head + 21, &size, 4);
  pthread_mutex_lock(&lock);
  put(head, 25); put(path, length); put(data, size);
  pthread_mutex_unlock(&lock);
}

__attribute__((constructor)) static void begin(void) {
  root = getenv("SHIM_ROOT");
  const char *log = getenv("SHIM_LOG");
  static int (*real)(const char *, int, ...);
  real = (int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, "open");
  if (log) out = real(log, O_CREAT | O_WRONLY | O_APPEND, 0600);
}

static int inside(const char *path) {
  return root && path && strncmp(path, root, strlen(root)) == 0;
}

static int is_index(const char *path) {
  size_t length = strlen(path);
  return length > 4 && strcmp(path + length - 4, "-shm") == 0;
}

static int is_full(void) {
  writes++;
  if (left < 0) return 0;
  if (left > 0) { left--; return 0; }
  errno = ENOSPC;
  return 1;
}

void shim_full_after(long number) { left = number; writes = 0; }
long shim_writes(void) { return writes; }
void shim_say(const char *text) { note('a', 0, 0, "", text, strlen(text)); }

static const char *tracked(int fd) {
  return fd >= 0 && fd < FDS ? names[fd] : NULL;
}

static uint64_t file_of(int fd, uint64_t *size) {
  struct stat found;
  if (fstat(fd, &found)) return 0;
  if (size) *size = found.st_size;
  return found.st_ino;
}

static int opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= FDS) return fd;
  free(names[fd]); names[fd] = NULL;
  if (!inside(path)) return fd;
  names[fd] = strdup(path);
  if (is_index(path)) return fd;
  struct stat found;
  fstat(fd, &found);
  if (S_ISDIR(found.st_mode)) return fd;
  if (flags & O_CREAT) note('o', found.st_ino, 0, path, NULL, 0);
  if (flags & O_TRUNC) note('t', found.st_ino, 0, path, NULL, 0);
  return fd;
}

#define OPEN(name) \
int name(const char *path, int flags, ...) { \
  REAL(int, #name, const char *, int, ...) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); \
  } \
  if (inside(path) && (flags & O_CREAT) && access(path, F_OK) && is_full()) \
    return -1; \
  return opened(real(path, flags, mode), path, flags); \
}
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
int name(int at, const char *path, int flags, ...) { \
  REAL(int, #name, int, const char *, int, ...) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); \
  } \
  if (inside(path) && (flags & O_CREAT) && access(path, F_OK) && is_full()) \
    return -1; \
  return opened(real(at, path, flags, mode), path, flags); \
}
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
  REAL(int, "close", int)
  if (fd >= 0 && fd < FDS && names[fd]) { free(names[fd]); names[fd] = NULL; }
  return real(fd);
}

static void wrote(int fd, const void *data, ssize_t size, uint64_t offset) {
  if (size > 0 && !is_index(names[fd]))
    note('w', file_of(fd, NULL), offset, names[fd], data, size);
}

ssize_t write(int fd, const void *data, size_t size) {
  REAL(ssize_t, "write", int, const void *, size_t)
  if (!tracked(fd)) return real(fd, data, size);
  if (is_full()) return -1;
  uint64_t end = 0;
  off_t at = lseek(fd, 0, SEEK_CUR);
  file_of(fd, &end);
  if (fcntl(fd, F_GETFL) & O_APPEND) at = end;
  ssize_t done = real(fd, data, size);
  wrote(fd, data, done, at);
  return done;
}

#define PWRITE(name, offset_type) \
ssize_t name(int fd, const void *data, size_t size, offset_type offset) { \
  REAL(ssize_t, #name, int, const void *, size_t, offset_type) \
  if (!tracked(fd)) return real(fd, data, size, offset); \
  if (is_full()) return -1; \
  ssize_t done = real(fd, data, size, offset); \
  wrote(fd, data, done, offset); \
  return done; \
}
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, size_type) \
int name(int fd, size_type size) { \
  REAL(int, #name, int, size_type) \
  uint64_t before = 0; \
  if (tracked(fd)) { \
    file_of(fd, &before); \
    if ((uint64_t) size > before && is_full()) return -1; \
  } \
  int done = real(fd, size); \
  if (!done && tracked(fd) && !is_index(names[fd])) \
    note('t', file_of(fd, NULL), size, names[fd], NULL, 0); \
  return done; \
}
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define FLUSH(name) \
int name(int fd) { \
  REAL(int, #name, int) \
  int done = real(fd); \
  if (!done && tracked(fd) && !is_index(names[fd])) \
    note('f', file_of(fd, NULL), 0, names[fd], NULL, 0); \
  return done; \
}
FLUSH(fsync)
FLUSH(fdatasync)

#define TWO(name, kind, makes) \
int name(const char *from, const char *to) { \
  REAL(int, #name, const char *, const char *) \
  if (makes && inside(to) && is_full()) return -1; \
  int done = real(from, to); \
  if (!done && inside(to) && !is_index(to)) \
    note(kind, 0, 0, from, to, strlen(to)); \
  return done; \
}
TWO(rename, 'r', 0)
TWO(link, 'l', 1)

int unlink(const char *path) {
  REAL(int, "unlink", const char *)
  int done = real(path);
  if (!done && inside(path) && !is_index(path)) note('u', 0, 0, path, NULL, 0);
  return done;
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t)
  if (inside(path) && is_full()) return -1;
  int done = real(path, mode);
  if (!done && inside(path)) note('m', 0, 0, path, NULL, 0);
  return done;
}
"""


@dataclass(frozen=True)
class Event:
    """One thing that was done to a file, or said (`a`)."""

    kind: str
    file: int
    offset: int
    path: str
    data: bytes


def compiled(folder: Path) -> Path | None:
    """Compile the library; None where there is no compiler or no such thing."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        return None
    source, library = folder / "shim.c", folder / "shim.so"
    source.write_text(SOURCE)
    flags = ["-shared", "-fPIC", "-O1", "-w", "-o", str(library), str(source)]
    subprocess.run([compiler, *flags, "-ldl", "-lpthread"], check=True)
    return library


def run_under(
    library: Path, root: Path, module: str, arguments: Sequence[str], log: Path | None
) -> str:
    """Run a module of the benchmarks under the library; give what it printed."""
    environment = os.environ | {
        "LD_PRELOAD": str(library),
        "SHIM_ROOT": str(root),
        "PYTHONPATH": str(ROOT),
    }
    if log is not None:
        environment["SHIM_LOG"] = str(log)
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def events(log: Path) -> Iterator[Event]:
    """Read what was written down."""
    data, at = log.read_bytes(), 0
    while at < len(data):
        kind, file, offset, of_path, of_data = RECORD.unpack_from(data, at)
        at += RECORD.size
        path = data[at : at + of_path].decode()
        at += of_path
        yield Event(kind.decode(), file, offset, path, data[at : at + of_data])
        at += of_data


class Shim:
    """The library as seen from a process that runs under it."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(None)
        self.library.shim_writes.restype = ctypes.c_long

    def say(self, text: str) -> None:
        """Write a line among what was done to files."""
        self.library.shim_say(text.encode())

    def full_after(self, writes: int) -> None:
        """Let the disk be full after so many writes; -1 gives room again."""
        self.library.shim_full_after(ctypes.c_long(writes))

    def writes(self) -> int:
        """Count the writes since `full_after`."""
        return int(self.library.shim_writes())

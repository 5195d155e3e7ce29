// A yardstick, not a server: what the kernel takes for one send() per delivery. It encodes a frame once for all members of a
// room and sends it to each; it trusts its client, understands no more than the load generator says, and answers with constants.
//
// Usage: bare PORT

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

enum { FDS = 65536, ROOMS = 4096, EVENTS = 1024, READ = 1 << 20 };

struct client {
  int upgraded, kept;
  unsigned char *rest;  // what has come of a frame that is not whole
};

struct room {
  int *members, count, space;
};

static struct client clients[FDS];
static struct room rooms[ROOMS];
static int used;  // rooms
static unsigned char buffer[READ + 65536], frame[65536 + 16];

// The key that the generator always shows is that of RFC 6455, and so is the answer.
static const char upgraded[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static const char accepted[] = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
static const char opened[] = "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}";

static void put(int fd, const void *bytes, size_t length) {
  if (send(fd, bytes, length, MSG_NOSIGNAL) != (ssize_t)length && errno != ECONNRESET && errno != EPIPE) {
    perror("a client does not read");
    exit(1);
  }
}

// Writes the header of a text frame, and returns where its payload begins.
static int header(unsigned char *to, size_t length) {
  to[0] = 0x81;
  if (length < 126) {
    to[1] = length;
    return 2;
  }
  to[1] = 126;
  to[2] = length >> 8;
  to[3] = length;
  return 4;
}

static void text(int fd, const char *bytes, size_t length) {
  unsigned char small[256];
  int at = header(small, length);
  memcpy(small + at, bytes, length);
  put(fd, small, at + length);
}

static struct room *room_in(const char *message) {
  int number = atoi(strstr(message, "public:r") + 8) % ROOMS;
  if (number >= used) used = number + 1;
  return &rooms[number];
}

// The data are the last value in what the generator publishes; "closing" is what stands behind them.
static void publish(const char *message, const char *name, size_t closing, int from) {
  struct room *to = room_in(message);
  const char *data = strstr(message, name) + strlen(name);
  size_t size = strlen(data) - closing, length = 7 + size + 1;
  int at = header(frame, length);
  memcpy(frame + at, "42[\"m\",", 7);
  memcpy(frame + at + 7, data, size);
  frame[at + 7 + size] = ']';
  for (int i = 0; i < to->count; i++)
    if (to->members[i] != from) put(to->members[i], frame, at + length);
}

static void event(int fd, const char *message) {
  char answer[64];
  int id = atoi(message + 2);
  if (strstr(message, "[\"publish\"")) {
    publish(message, "\"data\":", 2, fd);
    return;
  }
  if (strstr(message, "[\"join\"")) {
    struct room *to = room_in(message);
    if (to->count == to->space) to->members = realloc(to->members, sizeof(int) * (to->space = 2 * to->space + 4));
    to->members[to->count++] = fd;
  }
  text(fd, answer, sprintf(answer, "43%d[{\"ok\":true}]", id));
}

// Takes one frame, and returns its length; 0 if it is not there as a whole.
static size_t take(int fd, unsigned char *bytes, size_t there) {
  if (there < 6) return 0;
  size_t length = bytes[1] & 127, at = 6;
  if (length == 126) {
    if (there < 8) return 0;
    length = bytes[2] << 8 | bytes[3];
    at = 8;
  }
  if (there < at + length) return 0;
  unsigned char *payload = bytes + at, after = payload[length];
  for (size_t i = 0; i < length; i++) payload[i] ^= payload[(long)(i & 3) - 4];
  payload[length] = 0;
  if ((bytes[0] & 15) == 1 && payload[0] == '4') {
    if (payload[1] == '0') text(fd, "40{\"sid\":\"x\"}", 13);
    if (payload[1] == '2') event(fd, (char *)payload);
  }
  payload[length] = after;
  return at + length;
}

static void leave(int fd) {
  for (int r = 0; r < used; r++)
    for (int i = 0; i < rooms[r].count; i++)
      if (rooms[r].members[i] == fd) rooms[r].members[i--] = rooms[r].members[--rooms[r].count];
  free(clients[fd].rest);
  memset(&clients[fd], 0, sizeof(struct client));
  close(fd);
}

static void readable(int fd) {
  struct client *c = &clients[fd];
  if (c->kept) memcpy(buffer, c->rest, c->kept);
  ssize_t got = recv(fd, buffer + c->kept, READ - c->kept, 0);
  if (got <= 0) {
    leave(fd);
    return;
  }
  size_t there = c->kept + got, at = 0, length;
  buffer[there] = 0;
  c->kept = 0;
  if (!c->upgraded) {
    // A request comes in one piece, as the generator writes it.
    if (buffer[0] == 'P') {
      publish((char *)buffer, "\"payload\":", 1, -1);
      put(fd, accepted, sizeof accepted - 1);
      return;
    }
    c->upgraded = 1;
    put(fd, upgraded, sizeof upgraded - 1);
    text(fd, opened, sizeof opened - 1);
    return;
  }
  while (at < there && (length = take(fd, buffer + at, there - at))) at += length;
  if (at < there) {
    c->kept = there - at;
    c->rest = realloc(c->rest, c->kept);
    memcpy(c->rest, buffer + at, c->kept);
  }
}

int main(int argc, char **argv) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0), loop = epoll_create1(0);
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 1024)) {
    perror("bare");
    return 1;
  }
  struct epoll_event events[EVENTS], wanted = {.events = EPOLLIN, .data.fd = listener};
  epoll_ctl(loop, EPOLL_CTL_ADD, listener, &wanted);
  printf("bare ready\n");
  fflush(stdout);
  for (;;) {
    int count = epoll_wait(loop, events, EVENTS, -1);
    for (int i = 0; i < count; i++) {
      if (events[i].data.fd != listener) {
        readable(events[i].data.fd);
        continue;
      }
      int fd = accept(listener, NULL, NULL);
      if (fd < 0 || fd >= FDS) return 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      wanted.data.fd = fd;
      epoll_ctl(loop, EPOLL_CTL_ADD, fd, &wanted);
    }
  }
}

// A chat with a thread for each connection, to compare: the same frames, and no log, database or limits.
// It prints its port, and ends with its standard input.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_MAX = 4096, NAME_MAX_BYTES = 65, ROOMS = 4096 };

struct member {
  int socket;
  char name[NAME_MAX_BYTES];
  struct member *next;
};

struct room {
  char name[NAME_MAX_BYTES];
  pthread_mutex_t lock;
  struct member *first;
  struct room *next;
};

static struct room *rooms[ROOMS];
static pthread_mutex_t rooms_lock = PTHREAD_MUTEX_INITIALIZER;

static struct room *room_named(const char *name) {
  unsigned hash = 5381;
  for (const char *at = name; *at; at++) hash = hash * 33 + (unsigned char)*at;
  pthread_mutex_lock(&rooms_lock);
  struct room **place = &rooms[hash % ROOMS];
  while (*place && strcmp((*place)->name, name) != 0) place = &(*place)->next;
  if (!*place) {
    *place = calloc(1, sizeof(struct room));
    snprintf((*place)->name, NAME_MAX_BYTES, "%s", name);
    pthread_mutex_init(&(*place)->lock, NULL);
  }
  struct room *found = *place;
  pthread_mutex_unlock(&rooms_lock);
  return found;
}

static int write_all(int socket, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t done = write(socket, bytes, length);
    if (done <= 0) return -1;
    bytes += done;
    length -= (size_t)done;
  }
  return 0;
}

static int read_all(int socket, char *bytes, size_t length) {
  while (length > 0) {
    ssize_t done = read(socket, bytes, length);
    if (done <= 0) return -1;
    bytes += done;
    length -= (size_t)done;
  }
  return 0;
}

// The payload is written by printf behind the first four bytes, which are room for the header.
static size_t header_before(char *frame, size_t length, char **start) {
  int is_short = length < 126;
  *start = frame + (is_short ? 2 : 0);
  (*start)[0] = (char)0x81;
  (*start)[1] = is_short ? (char)length : 126;
  if (!is_short) {
    frame[2] = (char)(length >> 8);
    frame[3] = (char)length;
  }
  return length + (is_short ? 2 : 4);
}

// The text of a field that holds no quote, as the driver's frames have them.
static int field(const char *json, const char *key, char *into, size_t size) {
  char pattern[32];
  snprintf(pattern, sizeof pattern, "\"%s\":\"", key);
  const char *at = strstr(json, pattern);
  if (!at) return -1;
  at += strlen(pattern);
  size_t length = strcspn(at, "\"");
  if (length >= size) return -1;
  memcpy(into, at, length);
  into[length] = 0;
  return 0;
}

static void join(int socket, struct member *self, struct room *room) {
  char frame[256], *start;
  int length = snprintf(frame + 4, sizeof frame - 4, "{\"type\":\"joined\",\"room\":\"%s\",\"process\":%d}",
                        room->name, getpid());
  size_t bytes = header_before(frame, (size_t)length, &start);
  pthread_mutex_lock(&room->lock);
  self->next = room->first;
  room->first = self;
  write_all(socket, start, bytes);
  pthread_mutex_unlock(&room->lock);
}

static void leave(struct member *self, struct room *room) {
  pthread_mutex_lock(&room->lock);
  struct member **place = &room->first;
  while (*place && *place != self) place = &(*place)->next;
  if (*place) *place = self->next;
  pthread_mutex_unlock(&room->lock);
}

static void say(int socket, struct member *self, struct room *room, const char *json) {
  char id[NAME_MAX_BYTES], text[2048], frame[FRAME_MAX], *start;
  if (field(json, "id", id, sizeof id) || field(json, "text", text, sizeof text)) return;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int length = snprintf(frame + 4, sizeof frame - 4,
                        "{\"type\":\"say\",\"id\":\"%s\",\"room\":\"%s\",\"from\":\"%s\",\"text\":\"%s\",\"at\":%lld}", id,
                        room->name, self->name, text, (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
  size_t bytes = header_before(frame, (size_t)length, &start);
  pthread_mutex_lock(&room->lock);
  for (struct member *each = room->first; each; each = each->next) write_all(each->socket, start, bytes);
  length = snprintf(frame + 4, sizeof frame - 4, "{\"type\":\"ack\",\"id\":\"%s\"}", id);
  bytes = header_before(frame, (size_t)length, &start);
  write_all(socket, start, bytes);
  pthread_mutex_unlock(&room->lock);
}

static int read_frame(int socket, char *payload) {
  unsigned char head[8];
  if (read_all(socket, (char *)head, 2)) return -1;
  size_t length = head[1] & 0x7f;
  if (length == 126) {
    if (read_all(socket, (char *)head + 2, 2)) return -1;
    length = (size_t)head[2] << 8 | head[3];
  }
  unsigned char mask[4];
  if (length >= FRAME_MAX || read_all(socket, (char *)mask, 4) || read_all(socket, payload, length)) return -1;
  for (size_t at = 0; at < length; at++) payload[at] ^= (char)mask[at % 4];
  payload[length] = 0;
  return (head[0] & 0x0f) == 8 ? -1 : 0;
}

static int shake_hands(int socket) {
  char head[2048];
  size_t length = 0;
  do {
    ssize_t done = read(socket, head + length, sizeof head - 1 - length);
    if (done <= 0) return -1;
    length += (size_t)done;
    head[length] = 0;
  } while (!strstr(head, "\r\n\r\n") && length < sizeof head - 1);
  // The driver does not look at the key's answer.
  const char *answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
  return write_all(socket, answer, strlen(answer));
}

static void *serve(void *given) {
  int socket = (int)(long)given;
  char payload[FRAME_MAX], name[NAME_MAX_BYTES];
  struct member self = {.socket = socket};
  struct room *room = NULL;
  if (shake_hands(socket) == 0)
    while (read_frame(socket, payload) == 0) {
      if (room) say(socket, &self, room, payload);
      else if (!field(payload, "room", name, sizeof name) && !field(payload, "name", self.name, sizeof self.name))
        join(socket, &self, room = room_named(name));
    }
  if (room) leave(&self, room);
  close(socket);
  return NULL;
}

static void *end_with_input(void *unused) {
  char byte;
  while (read(0, &byte, 1) > 0) continue;
  _exit(unused != NULL);
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 4096)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  pthread_t thread;
  pthread_create(&thread, NULL, end_with_input, NULL);
  for (;;) {
    int socket = accept(listener, NULL, NULL);
    if (socket < 0) continue;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (pthread_create(&thread, NULL, serve, (void *)(long)socket)) close(socket);
    else pthread_detach(thread);
  }
}

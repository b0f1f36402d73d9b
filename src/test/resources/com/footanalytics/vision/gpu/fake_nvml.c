/* A management library whose GPUs are whatever a test says. Built and steered by FakeNvml. */
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define SUCCESS 0
#define UNINITIALIZED 1
#define INVALID_ARGUMENT 2
#define INSUFFICIENT_SIZE 7
#define GPU_IS_LOST 15
#define ARGUMENT_VERSION_MISMATCH 25

#define MOST_GPUS 16
#define MOST_FAULTS 16
#define ANY_GPU -1

typedef struct {
  unsigned int gpu;
  unsigned int memory;
} utilization_t;

typedef struct {
  unsigned long long total;
  unsigned long long free;
  unsigned long long used;
} memory_t;

typedef struct {
  unsigned int version;
  unsigned long long total;
  unsigned long long reserved;
  unsigned long long free;
  unsigned long long used;
} memory_v2_t;

typedef struct {
  char uuid[96];
  char name[96];
  unsigned int utilization;
  unsigned long long total;
  unsigned long long used;
  int broken; /* it answers no more */
  int lost;   /* nor will it before a new session */
} gpu_t;

typedef struct {
  char function[48];
  int gpu;
  int status;
} fault_t;

static gpu_t gpus[MOST_GPUS];
static fault_t faults[MOST_FAULTS];
static int fault_count;
static unsigned int gpu_count;
static int sessions;
static int session_begins;
static atomic_int hanging;
static atomic_int waiting;
static const void *last_buffer;
static int buffer_changes;
static const unsigned long long RESERVED = 1ULL << 20;

/* ---- what a test does ---- */

void fake_reset(void) {
  memset(gpus, 0, sizeof gpus);
  fault_count = 0;
  gpu_count = 0;
  sessions = 0;
  session_begins = 0;
  hanging = 0;
  last_buffer = 0;
  buffer_changes = 0;
}

void fake_count(int count) { gpu_count = (unsigned int)count; }

void fake_gpu(int i, const char *uuid, const char *name) {
  strncpy(gpus[i].uuid, uuid, sizeof gpus[i].uuid - 1);
  strncpy(gpus[i].name, name, sizeof gpus[i].name - 1);
}

void fake_load(int i, int utilization, long long used, long long total) {
  gpus[i].utilization = (unsigned int)utilization;
  gpus[i].used = (unsigned long long)used;
  gpus[i].total = (unsigned long long)total;
}

void fake_fault(const char *function, int gpu, int status) {
  for (int i = 0; i < fault_count; i++) {
    if (!strcmp(faults[i].function, function) && faults[i].gpu == gpu) {
      faults[i].status = status;
      return;
    }
  }
  strncpy(faults[fault_count].function, function, sizeof faults[0].function - 1);
  faults[fault_count].gpu = gpu;
  faults[fault_count++].status = status;
}

void fake_break(int i, int broken) {
  gpus[i].broken = broken;
  gpus[i].lost |= broken;
}

void fake_hang(int on) { hanging = on; }
int fake_waiting(void) { return waiting; }
int fake_sessions(void) { return sessions; }
int fake_session_begins(void) { return session_begins; }
int fake_buffer_changes(void) { return buffer_changes; }

/* ---- what the library does ---- */

static int fault(const char *function, int gpu) {
  for (int i = 0; i < fault_count; i++) {
    if (!strcmp(faults[i].function, function)
        && (faults[i].gpu == gpu || faults[i].gpu == ANY_GPU)) {
      return faults[i].status;
    }
  }
  return SUCCESS;
}

static int index_of(const gpu_t *gpu) {
  return gpu >= gpus && gpu < gpus + gpu_count ? (int)(gpu - gpus) : -1;
}

static int ask(const char *function, const gpu_t *gpu) {
  if (!sessions) return UNINITIALIZED;
  int i = index_of(gpu);
  if (i < 0) return INVALID_ARGUMENT;
  if (gpus[i].lost) return GPU_IS_LOST;
  return fault(function, i);
}

static int text(const char *from, char *to, unsigned int length) {
  if (strlen(from) + 1 > length) return INSUFFICIENT_SIZE;
  strcpy(to, from);
  return SUCCESS;
}

int nvmlInit_v2(void) {
  int status = fault("nvmlInit_v2", ANY_GPU);
  if (status) return status;
  sessions++;
  session_begins++;
  for (int i = 0; i < MOST_GPUS; i++) gpus[i].lost = gpus[i].broken;
  return SUCCESS;
}

int nvmlShutdown(void) {
  if (!sessions) return UNINITIALIZED;
  sessions--;
  return SUCCESS;
}

const char *nvmlErrorString(int status) {
  switch (status) {
    case SUCCESS: return "The operation was successful";
    case UNINITIALIZED: return "Uninitialized";
    case INVALID_ARGUMENT: return "Invalid Argument";
    case 3: return "Not Supported";
    case 4: return "Insufficient Permissions";
    case 9: return "Driver Not Loaded";
    case GPU_IS_LOST: return "GPU is lost";
    case 18: return "Driver/library version mismatch";
    case 999: return "Unknown Error";
    default: return 0;
  }
}

int nvmlDeviceGetCount_v2(unsigned int *count) {
  if (!sessions) return UNINITIALIZED;
  waiting++;
  while (hanging) usleep(1000);
  waiting--;
  int status = fault("nvmlDeviceGetCount_v2", ANY_GPU);
  if (!status) *count = gpu_count;
  return status;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int i, gpu_t **gpu) {
  if (i >= gpu_count) return INVALID_ARGUMENT;
  int status = ask("nvmlDeviceGetHandleByIndex_v2", &gpus[i]);
  if (!status) *gpu = &gpus[i];
  return status;
}

int nvmlDeviceGetUUID(gpu_t *gpu, char *uuid, unsigned int length) {
  int status = ask("nvmlDeviceGetUUID", gpu);
  return status ? status : text(gpu->uuid, uuid, length);
}

int nvmlDeviceGetName(gpu_t *gpu, char *name, unsigned int length) {
  int status = ask("nvmlDeviceGetName", gpu);
  return status ? status : text(gpu->name, name, length);
}

int nvmlDeviceGetUtilizationRates(gpu_t *gpu, utilization_t *rates) {
  int status = ask("nvmlDeviceGetUtilizationRates", gpu);
  if (status) return status;
  buffer_changes += last_buffer && last_buffer != rates;
  last_buffer = rates;
  rates->gpu = gpu->utilization;
  rates->memory = 77;
  return SUCCESS;
}

int nvmlDeviceGetMemoryInfo(gpu_t *gpu, memory_t *memory) {
  int status = ask("nvmlDeviceGetMemoryInfo", gpu);
  if (status) return status;
  memory->total = gpu->total;
  memory->used = gpu->used + RESERVED;
  memory->free = gpu->total - memory->used;
  return SUCCESS;
}

#ifndef OLD_DRIVER
int nvmlDeviceGetMemoryInfo_v2(gpu_t *gpu, memory_v2_t *memory) {
  int status = ask("nvmlDeviceGetMemoryInfo_v2", gpu);
  if (status) return status;
  if (memory->version != (sizeof *memory | 2u << 24)) return ARGUMENT_VERSION_MISMATCH;
  memory->total = gpu->total;
  memory->reserved = RESERVED;
  memory->used = gpu->used;
  memory->free = gpu->total - gpu->used - RESERVED;
  return SUCCESS;
}
#endif

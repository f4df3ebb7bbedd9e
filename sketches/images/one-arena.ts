/**
 * The C library keeps memory that was given back for each of its threads apart, which costs a worker some hundred
 * megabytes that nobody uses. With one such arena the threads share it. Other systems ignore the name.
 */
export const oneArena = { MALLOC_ARENA_MAX: '1' }

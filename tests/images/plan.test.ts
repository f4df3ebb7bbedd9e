import { expect, test } from 'vitest'
import { limitOf, partOf, peaksFrom } from '../../sketches/images/limit.ts'
import { optionsFrom } from '../../sketches/images/options.ts'
import { defaultPlan, planFrom } from '../../sketches/images/plan.ts'
import { shownName } from '../../sketches/images/upload.ts'

const gibibyte = 1 << 30
const machine = {
  cores: 16,
  coresPerJob: 1,
  workers: null,
  memoryBytes: 64 * gibibyte,
  reservedBytes: 4 * gibibyte,
  jobBytes: 2 * gibibyte,
  gpuJobs: null,
}

test.each([
  ['the cores', {}, { cpu: 16, memory: 30, gpu: null, jobs: 16, boundBy: 'cpu' }],
  ['several cores a job', { coresPerJob: 3 }, { cpu: 5, jobs: 5, boundBy: 'cpu' }],
  ['the memory', { memoryBytes: 32 * gibibyte }, { memory: 14, jobs: 14, boundBy: 'memory' }],
  ['the GPU', { gpuJobs: 4 }, { gpu: 4, jobs: 4, boundBy: 'gpu' }],
  ['a person', { workers: 2 }, { cpu: 2, jobs: 2, boundBy: 'cpu' }],
  ['nothing left', { memoryBytes: gibibyte }, { memory: 0, jobs: 1, boundBy: 'memory' }],
])('jobs at once are bounded by %s', (_, changed, expected) => {
  expect(limitOf({ ...machine, ...changed })).toMatchObject(expected)
})

test.each([
  [5, 1, [5]],
  [5, 2, [3, 2]],
  [6, 4, [2, 2, 1, 1]],
  [1, 3, [1, 1, 1]],
])('%i jobs at once are shared by %i dispatchers as %j', (jobs, dispatchers, parts) => {
  const shared = parts.map((_, index) => partOf(jobs, { index, dispatchers }))
  expect(shared).toEqual(parts)
})

test('a job is taken to need what the hungriest of the last did', () => {
  const peaks = peaksFrom(500)
  expect(peaks.jobBytes()).toBe(500)
  peaks.record(300)
  expect(peaks.jobBytes()).toBe(300)
  peaks.record(900)
  for (let job = 0; job < 199; job++) peaks.record(100)
  expect(peaks.jobBytes()).toBe(900)
  peaks.record(100)
  expect(peaks.jobBytes()).toBe(100)
})

test('a plan is read', () => {
  expect(planFrom('a:full:png,b-2:1600:webp:blur,c:200x100:avif')).toEqual([
    { name: 'a', width: null, height: null, format: 'png', filter: null },
    { name: 'b-2', width: 1600, height: null, format: 'webp', filter: 'blur' },
    { name: 'c', width: 200, height: 100, format: 'avif', filter: null },
  ])
  expect(planFrom(defaultPlan)).toHaveLength(4)
})

test.each([
  ['', 'expected name:size:format'],
  ['../a:full:png', 'expected name:size:format'],
  ['a:full:gif', 'expected name:size:format'],
  ['a:full:png:emboss', 'expected name:size:format'],
  ['a:0:png', 'Unexpected edge of 0 pixels'],
  ['a:100x9000:png', 'Unexpected edge of 9000 pixels'],
  ['a:1:png,a:2:png', 'Two outputs of the plan have one name'],
  [Array.from({ length: 9 }, (_, index) => `a${index}:1:png`).join(), '9 outputs, expected 8'],
])('the plan %s is refused', (text, reason) => {
  expect(() => planFrom(text)).toThrow(reason)
})

test.each([
  ['holiday.jpg', 'holiday.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\win.ini', 'win.ini'],
  ['/', 'unnamed'],
  ['..', 'unnamed'],
  ['.htaccess', 'htaccess'],
  ['a\0b\r\nc<script>.png', 'abcscript.png'],
  ['größe 試.webp', 'größe 試.webp'],
  ['x'.repeat(500), 'x'.repeat(100)],
])('a name is for people and no path: %j', (given, shown) => {
  expect(shownName(given)).toBe(shown)
})

test.each([
  [{ workers: 0 }, 'Unexpected workers 0, expected 1 to 256'],
  [{ dispatchers: 1.5 }, 'Unexpected dispatchers 1.5'],
  [{ maxAttempts: 21 }, 'Unexpected maxAttempts 21'],
  [{ depthMax: -1 }, 'Unexpected depthMax -1'],
])('impossible options are said at the start: %j', (options, reason) => {
  expect(() => optionsFrom(options)).toThrow(reason)
})

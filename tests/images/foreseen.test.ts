import { expect, test } from 'vitest'
import { type JobMoments, waitForeseenMs } from '../../sketches/drivers/images-foreseen.ts'

const job = (createdMs: number, tookMs: number, startedMs = createdMs): JobMoments => ({
  ...{ createdMs, startedMs, finishedMs: startedMs + tookMs },
})

test('each job is given to the first worker that is free, in the order of arrival', () => {
  const jobs = [job(0, 100), job(10, 30), job(20, 50), job(25, 1)]
  // The third begins when the second is done, at 40; the fourth after the third, at 90.
  expect(waitForeseenMs(jobs, { workers: 2, wayMs: 0 })).toBe((20 + 65) / 4)
  expect(waitForeseenMs(jobs.toReversed(), { workers: 2, wayMs: 0 })).toBe((20 + 65) / 4)
  expect(waitForeseenMs(jobs, { workers: 4, wayMs: 0 })).toBe(0)
})

test('the way to a worker is waited for each time, and when a job was begun in truth is not looked at', () => {
  expect(waitForeseenMs([job(0, 10), job(100, 10)], { workers: 1, wayMs: 5 })).toBe(5)
  expect(waitForeseenMs([job(0, 10), job(0, 10)], { workers: 1, wayMs: 5 })).toBe((5 + 20) / 2)
  const late = [job(0, 10, 900), job(100, 10, 990)]
  expect(waitForeseenMs(late, { workers: 1, wayMs: 5 })).toBe(5)
})

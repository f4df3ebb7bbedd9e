import { expect, test } from 'vitest'
import {
  fitScalability,
  type Point,
  peakWorkers,
  type Scalability,
  throughputAt,
} from '../../calculations/models/numeric/scalability.ts'
import fc from '../project/property.ts'
import { expectNear, expectPublished } from './near.ts'

/** Throughput of 1 to 32 threads as printed by B. Schwartz, Practical Scalability Analysis with the USL (2015). */
const ciscoThroughput = [
  955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71,
  8646.7, 9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43,
  11518.63, 11806, 12089.37, 12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4,
  12074.39,
]
const cisco: Point[] = ciscoThroughput.map((throughput, index) => ({
  workers: index + 1,
  throughput,
}))

test('published: the curve of σ = κ = 0.02', () => {
  const system = { single: 1, contention: 0.02, coherency: 0.02 }
  const published = ['1.0000', '1.8868', '3.0769', '3.5294', '3.5398', '3.3557']
  for (const [index, workers] of [1, 2, 4, 6, 8, 10].entries()) {
    expectPublished(throughputAt(system, workers), published[index] as string)
  }
})

test('published: the peak of σ = 0.001, κ = 0.00001', () => {
  expectPublished(peakWorkers({ single: 1, contention: 0.001, coherency: 0.00001 }), '316.07')
})

test('the peak is without end where κ is 0, and at one worker where all is done by one', () => {
  expect(peakWorkers({ single: 1, contention: 0.1, coherency: 0 })).toBe(Number.POSITIVE_INFINITY)
  expect(peakWorkers({ single: 1, contention: 1, coherency: 0 })).toBe(1)
  expect(peakWorkers({ single: 1, contention: 0, coherency: 4 })).toBe(1)
})

test('published: the coefficients of the thirty-two printed measurements', () => {
  const fit = fitScalability(cisco)
  const printed = { single: 995.6486, contention: 0.02671591, coherency: 7.690945e-4 }
  expectNear(fit.single, printed.single, 1e-6)
  expectNear(fit.contention, printed.contention, 2e-6)
  expectNear(fit.coherency, printed.coherency, 2e-6)
  expect(squares(cisco, fit)).toBeLessThanOrEqual(squares(cisco, printed))
  expect(Math.floor(peakWorkers(fit))).toBe(35)
  expectPublished(throughputAt(fit, 35), '12341')
})

test('published: measurements rounded to four places give back σ = κ = 0.02', () => {
  const throughputs = [1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557]
  const workers = [1, 2, 4, 6, 8, 10]
  const points = workers.map((n, i) => ({ workers: n, throughput: throughputs[i] as number }))
  const fit = fitScalability(points)
  expectNear(fit.contention, 0.02, 1e-3)
  expectNear(fit.coherency, 0.02, 1e-3)
  expectNear(fit.single, 1, 1e-4)
})

test('measurements that lie on a curve give that curve back', () => {
  const system = fc.record<Scalability>({
    single: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    contention: fc.double({ min: 1e-3, max: 0.5, noNaN: true }),
    coherency: fc.double({ min: 1e-4, max: 0.05, noNaN: true }),
  })
  fc.assert(
    fc.property(system, (truth) => {
      const points = [1, 2, 4, 8, 16, 32, 64].map((workers) => ({
        workers,
        throughput: throughputAt(truth, workers),
      }))
      const fit = fitScalability(points)
      expectNear(fit.single, truth.single, 1e-8)
      expectNear(fit.contention, truth.contention, 1e-6)
      expectNear(fit.coherency, truth.coherency, 1e-6)
    }),
  )
})

test('no coefficient can be moved, within its bounds, to lessen the squared differences', () => {
  const noise = fc.array(fc.double({ min: 0.7, max: 1.3, noNaN: true }), {
    minLength: 6,
    maxLength: 6,
  })
  fc.assert(
    fc.property(noise, (factors) => {
      const truth = { single: 100, contention: 0.05, coherency: 0.001 }
      const points = factors.map((factor, index) => ({
        workers: 2 ** index,
        throughput: factor * throughputAt(truth, 2 ** index),
      }))
      const fit = fitScalability(points)
      const least = squares(points, fit)
      for (const moved of neighbours(fit)) {
        expect(squares(points, moved)).toBeGreaterThanOrEqual(least * (1 - 1e-9))
      }
    }),
  )
})

test('what scales better than in proportion is fitted by a straight line, not by σ below 0', () => {
  const points = [1, 2, 4, 8].map((workers) => ({ workers, throughput: workers ** 1.2 }))
  const fit = fitScalability(points)
  expect(fit.contention).toBe(0)
  expect(fit.coherency).toBe(0)
  // The least squares line through the origin: Σ N·X / Σ N².
  const over = points.reduce((sum, { workers, throughput }) => sum + workers * throughput, 0)
  expectNear(fit.single, over / (1 + 4 + 16 + 64), 1e-9)
})

test('two different numbers of workers are not enough', () => {
  const points = [1, 2, 2].map((workers) => ({ workers, throughput: workers }))
  expect(() => fitScalability(points)).toThrow(
    new Error(
      'the points are for 2 different numbers of workers: a point for each of at least 3 is needed',
    ),
  )
})

test.each([0, Number.POSITIVE_INFINITY])('%d workers are no measurement', (workers) => {
  const points = [1, 2, 3, workers].map((each) => ({ workers: each, throughput: 1 }))
  expect(() => fitScalability(points)).toThrow(
    new Error(`workers is ${workers}: a number of at least 1 is needed`),
  )
})

test('no throughput is no measurement', () => {
  const points = [1, 2, 3].map((workers) => ({ workers, throughput: 0 }))
  expect(() => fitScalability(points)).toThrow(
    new Error('throughput is 0: a finite number above 0 is needed'),
  )
})

function squares(points: readonly Point[], system: Scalability): number {
  return points.reduce(
    (sum, { workers, throughput }) => sum + (throughput - throughputAt(system, workers)) ** 2,
    0,
  )
}

function neighbours({ single, contention, coherency }: Scalability): Scalability[] {
  return [0.99, 0.999, 1.001, 1.01].flatMap((factor) => [
    { single: single * factor, contention, coherency },
    { single, contention: contention * factor + (factor > 1 ? 1e-4 : 0), coherency },
    { single, contention, coherency: coherency * factor + (factor > 1 ? 1e-6 : 0) },
  ])
}

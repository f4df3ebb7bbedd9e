import { nearest } from '../../src/message/nearest.ts'

/** `npm run bench gateway` and the like: ratios from one run, never absolute times. */
const benches: Record<string, () => Promise<unknown>> = {
  check: () => import('./check/bench.ts'),
  chat: () => import('./chat.ts'),
  gateway: () => import('./gateway.ts'),
  images: () => import('./images.ts'),
  records: () => import('./records/bench.ts'),
  site: () => import('./site/bench.ts'),
}

const names = Object.keys(benches)
const [name = ''] = process.argv.splice(2, 1)
const bench = benches[name]
if (bench) await bench()
else {
  const meant = nearest(name, names)
  const cure = meant === null ? `name one of: ${names.join(', ')}` : `did you mean ${meant}?`
  process.stderr.write(`no bench ${name || 'without a name'}: ${cure}\n`)
  process.exitCode = 2
}

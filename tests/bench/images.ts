import { picture } from '../../sketches/drivers/images-pictures.ts'
import { inTurns } from '../../sketches/drivers/images-requests.ts'
import { uploads } from '../../sketches/drivers/images-uploads.ts'
import { type Images, startImages } from '../../sketches/images/index.ts'
import { planFrom } from '../../sketches/images/plan.ts'
import { make, prepareLibrary } from '../../sketches/images/transformation.ts'

// The image service against the bare library in one process, at equal concurrency, in turns.
const [rounds, jobs, atOnce] = [5, 16, 2]
const shot = { width: 4300, height: 3200 }
const plan = 'page:1600:webp:sharpen,small:600:jpeg,thumbnail:200x200:avif'
const pixelsMax = 50_000_000

prepareLibrary(1)
const original = await picture(shot)
await using images = await startImages({ workers: atOnce })
await bare(atOnce)
await service(images, 0)
const ratios: number[] = []
for (let round = 1; round <= rounds; round++) {
  // Each first in turn, so that what the other leaves behind harms both alike.
  const serviceFirst = round % 2 === 0
  const early = serviceFirst ? await service(images, round) : await bare(jobs)
  const late = serviceFirst ? await bare(jobs) : await service(images, round)
  const [mine, other] = serviceFirst ? [early, late] : [late, early]
  ratios.push(mine / other)
  say(
    `round ${round}: ${mine.toFixed(2)} jobs/s, bare ${other.toFixed(2)}, ratio ${ratios.at(-1)?.toFixed(3)}`,
  )
}
ratios.sort((a, b) => a - b)
const { jobBytes } = await images.stats()
say(`original: ${(original.length / 1e6).toFixed(1)} MB, ${shot.width} × ${shot.height}`)
say(`throughput against bare sharp: median ${ratios[Math.floor(rounds / 2)]?.toFixed(3)}`)
say(`from ${ratios[0]?.toFixed(3)} to ${ratios.at(-1)?.toFixed(3)} over ${rounds} rounds`)
say(`memory of a worker: ${(jobBytes / 1e6).toFixed(0)} MB`)

async function bare(count: number): Promise<number> {
  const start = performance.now()
  await inTurns(new Array(count).fill(original), atOnce, async (each: Buffer) => {
    for (const output of planFrom(plan)) await make({ original: each, pixelsMax }, output)
  })
  return count / ((performance.now() - start) / 1000)
}

async function service(target: Images, round: number): Promise<number> {
  const run = await uploads(target, { count: jobs, picture: shot, plan, seed: round + 1 })
  if (run.done !== jobs) throw new Error(`Unexpected run: ${run.done} of ${jobs} jobs done`)
  return run.jobsPerS
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

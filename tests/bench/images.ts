import { availableParallelism } from 'node:os'
import { compareWithBare } from '../../sketches/images/against-bare.ts'

// The image service against the bare library in one process, at equal concurrency, as ratios of throughput.
const rounds = Number(process.argv[2] ?? 3)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 50)
  throw new RangeError(`Unexpected rounds ${process.argv[2]}, expected 1 to 50`)
const picture = { width: 4300, height: 3200 }
const cores = availableParallelism()

say(`Throughput over bare sharp, 14 million pixels, ${rounds} rounds by turns: median (quarters)`)
await show('one image at a time, uploads on other cores', 1)
if (cores > 1) await show(`an image for each of ${cores} cores, uploads on the same`, cores)

async function show(text: string, atOnce: number): Promise<void> {
  const { ratio, quarters, workerBytes, workerCpuRatio, serviceCpuRatio } = await compareWithBare({
    ...{ rounds, atOnce, picture },
  })
  const spread = quarters.map((each) => each.toFixed(2)).join(' and ')
  const memory = `${(workerBytes / 1e6).toFixed(0)} MB a worker`
  say(`  ${ratio.toFixed(2)} (${spread})  ${text}, ${memory}`)
  const cpu = `${workerCpuRatio.toFixed(2)} times in the worker, ${serviceCpuRatio.toFixed(2)} times in all`
  say(`  its CPU for a job: ${cpu}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

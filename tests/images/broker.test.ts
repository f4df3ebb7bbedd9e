import { expect, test } from 'vitest'
import { killDuringJobs } from '../../sketches/drivers/images-kills.ts'
import { smallPicture } from '../../sketches/drivers/images-pictures.ts'
import { start } from '../../sketches/images/index.ts'
import { isInstalled, startLimitMs, startRabbit } from '../sketches/servers.ts'
import { ended, sendTo, statusIn } from './client.ts'

const quick = { plan: 'a:24x24:jpeg' }

test(
  'on RabbitMQ: killed workers cost no job, and a broker that goes and comes back costs none either',
  async (context) => {
    if (!isInstalled('rabbitmq-server')) return context.skip('rabbitmq-server is not installed')
    await using broker = await startRabbit()
    await using images = await start({
      ...{ amqpUrl: broker.url, workers: 2, maxAttempts: 10, backoffMs: 50 },
    })
    const run = await killDuringJobs(images, { jobs: 40, kills: 4, pauseMs: 150 })
    expect(run).toMatchObject({ jobs: 40, kills: 4, lost: 0, doubled: 0, unreadable: 0 })

    await broker.crash()
    // The row is written, so that the upload is safe: it is announced when the broker is there again.
    const { status, id } = await sendTo(images, await smallPicture(1), quick)
    expect(status).toBe(202)
    expect((await statusIn(images, id)).status).toBe('queued')
    // Who was to announce it does not live to do so: the row alone knows of it.
    process.kill((await images.pids()).front, 'SIGKILL')
    await broker.recover()
    expect((await ended(images, id)).status).toBe('done')
  },
  2 * startLimitMs,
)

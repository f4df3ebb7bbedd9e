import { sweep } from './enclosure.ts'

/** The process that outlives a measuring that was killed, for as long as it takes to clear away its experiments. */
const [id = '', folder = ''] = process.argv.slice(2)
process.stdin.resume().once('close', () => sweep({ id, folder }))

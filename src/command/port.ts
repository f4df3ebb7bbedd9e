import { type Message, report } from '../message/message.ts'
import type { Argument } from './command.ts'

const usualPort = 4321

/** `--port` as a number; a message where it is none. */
export function readPort(flag: Argument | undefined): number | Message {
  if (flag === undefined) return usualPort
  const port = Number(flag.text)
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535
  return isPort ? port : report('port-wrong', flag.place, { written: flag.text })
}

/** How the chat's JSON travels in the frames of a server. */
export interface Dialect {
  path: string
  /** Whether the server says something first. */
  serverBegins: boolean
  /** What a client says before anything else. */
  openings: string[]
  wrap(type: string, json: string): string
  /** Both texts are as the server writes them: the id stands at a fixed place, so that no frame needs to be parsed. */
  saidPrefix: Buffer
  ackPrefix: Buffer
}

export type DialectName = 'plain' | 'socket.io'

export const dialects: Record<DialectName, Dialect> = {
  plain: {
    path: '/',
    serverBegins: false,
    openings: [],
    wrap: (_, json) => json,
    saidPrefix: Buffer.from('{"type":"say","id":"'),
    ackPrefix: Buffer.from('{"type":"ack","id":"'),
  },
  'socket.io': {
    path: '/socket.io/?EIO=4&transport=websocket',
    serverBegins: true,
    openings: ['40'],
    wrap: (type, json) => `42["${type}",${json}]`,
    saidPrefix: Buffer.from('42["say",{"type":"say","id":"'),
    ackPrefix: Buffer.from('42["ack",{"type":"ack","id":"'),
  },
}

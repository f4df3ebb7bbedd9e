/** What passed one end of a bus. */
export interface Traffic {
  published: number
  received: number
  /** Published in vain, as far as the publisher could tell. */
  dropped: number
}

export function noTraffic(): Traffic {
  return { published: 0, received: 0, dropped: 0 }
}

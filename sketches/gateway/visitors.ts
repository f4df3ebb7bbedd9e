/** Requests sent for a person who looks at the page, and what became of them. */
export interface Visitors extends Disposable {
  /** So many go out from now on, for as long as it is said again from time to time. */
  want(wish: { perSecond: number; fanOut: number }): void
  shown(): Shown
}

export interface Shown {
  complete: number
  partial: number
  failed: number
  /** Of recent requests that ask no service with a fault, and of those that do; null where there are none. */
  othersP99Ms: number | null
  askersP99Ms: number | null
  lastIncomplete: string | null
}

const perSecondMax = 50
const inFlightMax = 200
const recentMax = 200
const tickMs = 20
const patienceMs = 3_000

/** They are sent from here, since a browser has few connections to a host, in whose queue requests would wait. */
export function openVisitors(
  { url, services }: { url: string; services: string[] },
  isBad: (name: string) => boolean,
): Visitors {
  const counts = { complete: 0, partial: 0, failed: 0 }
  const recent = { others: [] as number[], askers: [] as number[] }
  let [perSecond, fanOut, wantedAt, due, inFlight] = [0, 1, 0, 0, 0]
  let lastIncomplete: string | null = null

  async function visit(): Promise<void> {
    const names = services.toSorted(() => Math.random() - 0.5).slice(0, fanOut)
    const times = names.some(isBad) ? recent.askers : recent.others
    const startMs = performance.now()
    const answer = await fetch(`${url}aggregate?of=${names}&bytes=200`)
    const { complete, missing, error } = await answer.json()
    times.push(performance.now() - startMs)
    if (times.length > recentMax) times.shift()
    counts[complete ? 'complete' : answer.ok ? 'partial' : 'failed']++
    if (complete) return
    const reason = JSON.stringify(missing ?? error)
    lastIncomplete = `Asked ${names}\nHTTP ${answer.status}, missing ${reason}`
  }

  function tick(): void {
    if (performance.now() - wantedAt > patienceMs) return
    due = Math.min(due + (perSecond * tickMs) / 1000, perSecondMax)
    for (; due >= 1; due--) {
      if (inFlight >= inFlightMax) continue
      inFlight++
      visit()
        .catch(() => counts.failed++)
        .finally(() => inFlight--)
    }
  }

  const timer = setInterval(tick, tickMs)
  return {
    want(wish) {
      perSecond = Math.min(perSecondMax, Math.max(0, wish.perSecond || 0))
      fanOut = Math.min(services.length, Math.max(1, Math.round(wish.fanOut) || 1))
      wantedAt = performance.now()
    },
    shown: () => ({
      ...counts,
      othersP99Ms: p99(recent.others),
      askersP99Ms: p99(recent.askers),
      lastIncomplete,
    }),
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

function p99(times: number[]): number | null {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? null
}

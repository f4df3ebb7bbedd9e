import type { House } from './house.ts'

/** What a monitor reads: text in the exposition format of Prometheus. */
export interface Metrics {
  observe(latencyMs: number): void
  text(): string
}

const boundsMs = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]
const breakerStates = ['closed', 'open', 'half open']

export function makeMetrics(house: House): Metrics {
  const counts = new Array<number>(boundsMs.length + 1).fill(0)
  let [sumMs, count] = [0, 0]

  function histogram(): string[] {
    const name = 'gateway_request_seconds'
    let below = 0
    const buckets = boundsMs.map((bound, index) => {
      below += counts[index] ?? 0
      return `${name}_bucket{le="${bound / 1000}"} ${below}`
    })
    return [
      `# TYPE ${name} histogram`,
      ...buckets,
      `${name}_bucket{le="+Inf"} ${count}`,
      `${name}_sum ${sumMs / 1000}`,
      `${name}_count ${count}`,
    ]
  }

  return {
    observe(latencyMs) {
      const index = boundsMs.findIndex((bound) => latencyMs <= bound)
      const place = index < 0 ? boundsMs.length : index
      counts[place] = (counts[place] ?? 0) + 1
      sumMs += latencyMs
      count++
    },
    text() {
      const { counters, failures, transport } = house
      const { open, opened } = transport.connections()
      const services = [...house.services.values()]
      const lines = [
        ...Object.entries(counters).flatMap(([name, value]) =>
          counter(`gateway_${snake(name)}`, value),
        ),
        ...counter('gateway_connections_opened', opened),
        ...gauge('gateway_connections_open', [['', open]]),
        ...gauge('gateway_requests_in_flight', [['', house.requestsInFlight]]),
        ...gauge('gateway_calls_in_flight', [['', house.callsInFlight]]),
        ...gauge('gateway_held_bytes', [['', house.heldBytes]]),
        '# TYPE gateway_call_failures_total counter',
        ...[...failures].map(
          ([reason, n]) => `gateway_call_failures_total{reason="${reason}"} ${n}`,
        ),
        ...gauge(
          'gateway_breaker_state',
          services.map(({ name, breaker }) => [
            `{service="${name}"}`,
            breakerStates.indexOf(breaker.state()),
          ]),
        ),
        ...gauge(
          'gateway_service_calls_in_flight',
          services.map(({ name, inFlight }) => [`{service="${name}"}`, inFlight]),
        ),
        ...histogram(),
      ]
      return `${lines.join('\n')}\n`
    },
  }
}

const counter = (name: string, value: number): string[] => [
  `# TYPE ${name}_total counter`,
  `${name}_total ${value}`,
]

const gauge = (name: string, values: [label: string, value: number][]): string[] => [
  `# TYPE ${name} gauge`,
  ...values.map(([label, value]) => `${name}${label} ${value}`),
]

/** `hedgesWon` → `hedges_won` */
const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** One document of a corpus, with what its copy for Deno is made of. */
export interface Page {
  file: string
  text: string
  /** The page whose names it imports. */
  rests: number | null
  /** The code of its fences, without the import of another document. */
  code: string[]
}

/**
 * The first pages are imported by others; every third of the rest imports one of them. Numbers differ from page to
 * page, so that nothing computed for one serves for the next; the stated ones are calculated here by other means.
 */
export function pageOf(index: number, imported: number): Page {
  const rests = index >= imported && index % 3 === 0 ? index % imported : null
  const file = fileOf(index)
  const { code, prose } = index % 2 === 0 ? pool(index, rests) : traffic(index, rests)
  const [first = '', second = ''] = code
  const importing = rests === null ? '' : `import { arrivals${rests} } from './${fileOf(rests)}'\n`
  const text = `# The load of service ${letters(index)}

${opening}

\`\`\`ts
${importing}${first}
\`\`\`

${prose[0]}

${between}

\`\`\`ts
${second}
\`\`\`

${prose[1]}
`
  return { file, text, rests, code }
}

const fileOf = (index: number): string => `service-${String(index).padStart(4, '0')}.md`

/** 0 → `A`, 26 → `BA`: a number in a heading would want a proof. */
const letters = (index: number): string =>
  [...index.toString(26)]
    .map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26)))
    .join('')

const opening = `What the service has to do follows from how many use it, and how often. The figures come from its logs of a busy day,
and are **rounded**; see [how it is logged](https://example.org/logs) for what is *not* in them.`

const between = `The rest follows from what one request costs. It is taken from the same logs, and

- does not hold for bulk imports, which run at night,
- leaves out retries, which \`retries.log\` has,
- says nothing about the slowest of them.

| what | where it stands |
| --- | --- |
| arrivals | the log of the gateway |
| time at the database | its own slow log |`

interface Parts {
  code: string[]
  prose: string[]
}

function pool(index: number, rests: number | null): Parts {
  const clients = 1_000 + index
  const own = clients * 2
  const base = rests === null ? 0 : arrivalsOf(rests)
  const perSecond = (own + base) / 60
  const connections = perSecond * 0.25 * 1.2
  const sum = rests === null ? '' : `.plus(arrivals${rests})`
  return {
    code: [
      `const clients${index} = q('${grouped(clients)} clients') // source: the log of a busy day
const rate${index} = q('2 requests/client/minute') // assumed: the mean over a day
const arrivals${index} = clients${index}.times(rate${index})
const load${index} = arrivals${index}${sum}`,
      `// source: the slow log of the database
const held${index} = q('250 ms')
const headroom${index} = q('20 %')
const inFlight${index} = load${index}.times(held${index})
const pool${index} = inFlight${index}.plus(inFlight${index}.times(headroom${index})).per(q('1 request/connection'))`,
    ],
    prose: [
      `[${grouped(clients)} clients](calc:clients${index}) send [${perSecond.toFixed(2)} requests a second](calc:load${index}) in all.`,
      `With some headroom a pool of [${connections.toFixed(2)} connections](calc:pool${index}) is enough.`,
    ],
  }
}

function traffic(index: number, rests: number | null): Parts {
  const clients = 2_000 + index
  const base = rests === null ? 0 : arrivalsOf(rests)
  const own = clients * 2
  const low = ((own + base) / 60) * 2
  const high = ((own + base) / 60) * 4
  const sum = rests === null ? '' : `.plus(arrivals${rests})`
  return {
    code: [
      `const users${index} = q('${grouped(clients)} clients') // source: the log of a busy day
const arrivals${index} = users${index}.times(q('2 requests/client/minute')) // assumed: the mean over a day
const load${index} = arrivals${index}${sum} //=> ${perMinute(own + base)} requests/minute`,
      `// source: a sample of the traffic
const size${index} = q('2 to 4 KB/request')
const traffic${index} = load${index}.times(size${index})
const link${index} = q('100 Mbit/s')
const fits${index} = traffic${index}.per(link${index})`,
    ],
    prose: [
      `The log names [${grouped(clients)} clients](calc:users${index}).`,
      `They fill [${low.toFixed(2)} to ${high.toFixed(2)} KB/s](calc:traffic${index}), which is [less than 10 %](calc:fits${index}.high) of the link.`,
    ],
  }
}

/** Of the page's own clients, a minute. */
const arrivalsOf = (index: number): number => 2 * ((index % 2 === 0 ? 1_000 : 2_000) + index)

const perMinute = (value: number): string => grouped(value)

const grouped = (value: number): string => value.toLocaleString('en-GB')

/** What the books of several tests begin with: claims, one of them refuted, and a value that can be drawn. */
export const calculation = `The pool needs [45 connections](calc:pool), not the [50](calc:pool "refuted") that were said. See [the chat](./chat.md).

\`\`\`ts
// source: an example
const busy = q('37.5 connections')
const spare = q('20 %')
const pool = busy.plus(busy.times(spare))
const waits = { alone: law('100 to 500 ms'), six: law('100 to 500 ms').slowest(6) } // source: an example
\`\`\``

/** A report with one of everything that a book prints, read back with a reader that is not its writer's. */
export const record = `# ADR-001: Pool connections

**Date**: 2026-11-02
**Status**: Proposed
**Deciders**:
**Technical Story**: Calls are slow.

## Context and Problem Statement

How do calls travel?

## Considered Options

* Pools
* Streams

## Decision Outcome

Chosen option: "Pools", because they are known.

| Criterion | Weight | Pools | Streams |
| --- | --- | --- | --- |
| Speed | 60 % | 4 | 5 |
| Known | 40 % | 5 | 2 |
`
export const index = `---
title: Two services
description: What to build.
---

${calculation}

## In short

With [20 %](calc:spare) to spare, of [37.5 connections](calc:busy).

![How long calls take](plot:waits)

\`\`\`ts
const repairs = { before: q('3 h'), after: q('1 h') } // source: an example
\`\`\`

![How long repairs take](plot:repairs)

| Company | What it does |
| --- | --- |
| A | chats over [45 connections](calc:pool) |

- In a list, [45 connections](calc:pool)
  1. Within it, [45][pool] again

> In a quote, [45 connections](calc:pool)

\`\`\`sh
echo in a block of code
\`\`\`

Read [the world](https://world.example/page), [the record](../../../../adrs/001-pool-connections.md#decision-outcome) and
[what was recorded](/adrs/).

[pool]: calc:pool
`
export const chat = `---
title: The chat
description: A.
sidebar:
  order: 2
---

\`\`\`ts
import { matrix as weighed } from '../../../../adrs/001-pool-connections.md'
\`\`\`

## Recommendation

Build pools: they lead by [0.6](calc:weighed.margin).

${'It is said at length, so that chapters have pages of their own to be found on. '.repeat(40)}

## Alternatives

Streams.

![What was weighed](plot:weighed)

\`\`\`mermaid
flowchart LR
  accTitle: A client asks a server
  a[client] --> b[server]
\`\`\`
`

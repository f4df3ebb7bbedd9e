import { answerOwner } from '../parts/child.ts'
import type { Fault } from './fault.ts'
import { openUpstream, type Upstream, type UpstreamPlan, type UpstreamStats } from './upstream.ts'

// Several services share a process: what is measured is the gateway, and they only wait.
const upstreams = new Map<string, Upstream>()
answerOwner({ open, fault, stats })

async function open(plans: UpstreamPlan[]): Promise<{ host: string; port: number }[]> {
  const opened = await Promise.all(plans.map(openUpstream))
  for (const [index, plan] of plans.entries()) {
    const upstream = opened[index]
    if (upstream !== undefined) upstreams.set(plan.name, upstream)
  }
  return opened.map(({ host, port }) => ({ host, port }))
}

async function fault({ name, fault }: { name: string; fault: Fault }): Promise<void> {
  await upstreams.get(name)?.setFault(fault)
}

function stats(): UpstreamStats[] {
  return [...upstreams.values()].map((upstream) => upstream.stats())
}

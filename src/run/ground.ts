import { compileFunction } from 'node:vm'
import { harness } from '../compile/run-form.ts'
import { bindInput } from '../graph/bind.ts'
import type { Body, Ground } from '../graph/graph.ts'
import { reviveValue } from '../graph/revive.ts'
import type { DocumentCode } from '../graph/value.ts'
import { lawFromJSON } from '../quantity/law.ts'
import type { Nouns } from '../quantity/nouns.ts'
import { settle } from './settle.ts'
import { Untested } from './untested.ts'

/** Modules by address; one that cannot be loaded is kept as it is until a document asks for it. */
export async function loadModules(urls: Iterable<string>): Promise<Map<string, unknown>> {
  const modules = new Map<string, unknown>()
  for (const url of new Set(urls))
    modules.set(url, await import(url).catch((error: unknown) => new BrokenModule(error)))
  return modules
}

/** In this process code is text, and what was recorded is data. */
export interface RunGround extends Ground {
  compile(path: string, body: string): Body
  revive(recorded: DocumentCode['recorded']): unknown
}

/** What documents stand on in this process: functions from their bodies, loaded modules, inputs as quantities. */
export function groundOn(modules: Map<string, unknown>, nouns: Nouns): RunGround {
  return {
    compile: (path, body) => {
      const compiled: unknown = compileFunction(strictly(body), harness, {
        filename: path,
      })
      return compiled as Body
    },
    module: (url) => {
      const module = modules.get(url)
      if (module instanceof BrokenModule) throw module.error
      return module
    },
    bind: (input) => bindInput(input, nouns),
    settle: (names) => Object.isFrozen(names) || settle(names),
    revive: (recorded) =>
      Object.fromEntries(
        Object.entries(recorded).map(([name, value]) => [
          name,
          value.kind === 'none'
            ? new Untested(value.why).asValue()
            : reviveValue(value, lawFromJSON),
        ]),
      ),
  }
}

/** A document is a module, in which a change that is not permitted fails aloud. Line 1 of a document holds no code. */
export const strictly = (body: string): string => `'use strict';${body}`

class BrokenModule {
  readonly error: unknown

  constructor(error: unknown) {
    this.error = error
  }
}

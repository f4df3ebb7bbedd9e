import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../house/files.ts'

const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
export const nodePackage: string =
  Object.keys(optionalDependencies).find((name) => process.execPath.includes(`/${name}/`)) ?? ''
export const lockedVersion: string = optionalDependencies[nodePackage]

export interface Clone extends Disposable {
  folder: string
  registry: Registry
  /** The way in, as a new user has it. */
  main: string
  environment: Record<string, string>
}

/** An empty clone in a folder with a space and a letter beyond ASCII, and a registry of its own on this machine. */
export async function emptyClone(): Promise<Clone> {
  const place = mkdtempSync(join(tmpdir(), 'holdfast-clone-'))
  const folder = join(place, 'my décisions')
  mkdirSync(join(folder, 'src'), { recursive: true })
  cpSync(join(root, 'src/holdfast.mjs'), join(folder, 'src/holdfast.mjs'))
  cpSync(join(root, 'src/command'), join(folder, 'src/command'), { recursive: true })
  writeFileSync(join(folder, 'src/cli.ts'), told)
  const tarball = packNode(place)
  const registry = await startRegistry(tarball)
  writeManifests(folder, tarball)
  return {
    folder,
    registry,
    main: join(folder, 'src/holdfast.mjs'),
    environment: {
      npm_config_registry: registry.address,
      npm_config_cache: join(place, 'cache'),
      npm_config_fetch_retries: '0',
    },
    [Symbol.dispose]: () => {
      registry.stop()
      rmSync(place, { recursive: true, force: true })
    },
  }
}

/** Stands for the command: it says what it got, and waits where it is told to. */
const told = `
const words = process.argv.slice(2)
process.stdout.write(JSON.stringify({ version: process.versions.node, words, pid: process.pid }) + '\\n')
if (words[0] === 'wait') {
  process.on('SIGINT', () => process.exit(42))
  process.on('disconnect', () => process.exit(43))
  setInterval(() => {}, 1000)
} else {
  process.exitCode = Number(words[0] ?? 0)
}
`

/** The locked Node's package, but for its size: its node is ours by another name. */
function packNode(place: string): Buffer {
  const folder = join(place, 'package')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  const { platform, arch } = process
  const manifest = { name: nodePackage, version: lockedVersion, os: [platform], cpu: [arch] }
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...manifest, bin: { node: 'bin/node' } }),
  )
  const script = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`
  writeFileSync(join(folder, 'bin/node'), script, { mode: 0o755 })
  const { status, stdout } = spawnSync('tar', ['-czf', '-', '-C', place, 'package'])
  if (status !== 0) throw new Error('tar does not run here')
  return stdout
}

function writeManifests(folder: string, tarball: Buffer): void {
  const manifest = {
    name: 'holdfast',
    version: '0.0.0',
    optionalDependencies: { [nodePackage]: lockedVersion },
  }
  const entry = {
    version: lockedVersion,
    integrity: integrityOf(tarball),
    os: [process.platform],
    cpu: [process.arch],
    optional: true,
    bin: { node: 'bin/node' },
  }
  const packages = { '': manifest, [`node_modules/${nodePackage}`]: entry }
  const lock = { name: 'holdfast', version: '0.0.0', lockfileVersion: 3, requires: true, packages }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, type: 'module' }))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
}

const integrityOf = (tarball: Buffer): string =>
  `sha512-${createHash('sha512').update(tarball).digest('base64')}`

export interface Registry {
  address: string
  /** How often the package itself was fetched. */
  fetched: number
  /** While set, an answer to the package is begun and never ended. */
  hangs: boolean
  /** Resolves with the next request for the package. */
  asked: () => Promise<unknown>
  stop: () => void
}

async function startRegistry(tarball: Buffer): Promise<Registry> {
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) {
      registry.fetched++
      server.emit('asked')
      response.writeHead(200, { 'content-length': tarball.length })
      if (registry.hangs) response.write(tarball.subarray(0, 10))
      else response.end(tarball)
    } else {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(packument(registry.address, tarball)))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const registry: Registry = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fetched: 0,
    hangs: false,
    asked: () => once(server, 'asked'),
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  return registry
}

function packument(address: string, tarball: Buffer): unknown {
  const dist = {
    tarball: `${address}/${nodePackage}/-/${nodePackage}-${lockedVersion}.tgz`,
    integrity: integrityOf(tarball),
  }
  const version = { name: nodePackage, version: lockedVersion, bin: { node: 'bin/node' }, dist }
  return {
    name: nodePackage,
    'dist-tags': { latest: lockedVersion },
    versions: { [lockedVersion]: version },
  }
}

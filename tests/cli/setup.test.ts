import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Clone, emptyClone, lockedVersion, nodePackage } from './clone.ts'
import { olderNode } from './older-node.ts'
import { isAlive, run, signalGroup, start, until } from './process.ts'

const lockOf = ({ folder }: Clone): string => join(folder, '.holdfast/setup.lock')
const setup = (clone: Clone): string[] => [process.execPath, clone.main, 'setup']
const call = ({ folder, environment }: Clone) => ({ folder, environment })

describe('setup', () => {
  test('installs on an empty clone, and needs no network from then on', async () => {
    using clone = await emptyClone()
    const first = await run(setup(clone), call(clone))
    expect(first).toMatchObject({ code: 0, out: `Set up: Node ${lockedVersion}\n` })
    expect(first.err).toMatch(
      /^holdfast: installing the locked packages \(npm ci\)\nholdfast: installed in \d+ s\n$/,
    )
    clone.registry.stop()
    const second = await run(setup(clone), call(clone))
    expect(second).toMatchObject({
      code: 0,
      out: `Already set up: Node ${lockedVersion}\n`,
      err: '',
    })
    expect(existsSync(lockOf(clone))).toBe(false)
  })

  test('installs again when the lock file has changed', async () => {
    using clone = await emptyClone()
    await run(setup(clone), call(clone))
    const lock = join(clone.folder, 'package-lock.json')
    const changed = JSON.parse(readFileSync(lock, 'utf8'))
    changed.packages[`node_modules/${nodePackage}`].version = '0.0.1'
    writeFileSync(lock, JSON.stringify(changed))
    const { code, err } = await run(setup(clone), call(clone))
    expect(err).toContain('installing the locked packages')
    expect(code).toBe(1)
  })

  test('takes what npm has installed by hand', async () => {
    using clone = await emptyClone()
    await run(['npm', 'ci'], call(clone))
    expect(clone.registry.fetched).toBe(1)
    const { code, out } = await run(setup(clone), call(clone))
    expect({ code, out }).toEqual({ code: 0, out: `Already set up: Node ${lockedVersion}\n` })
    expect(clone.registry.fetched).toBe(1)
  })

  test('twice at once installs once', async () => {
    using clone = await emptyClone()
    const runs = await Promise.all([1, 2, 3].map(() => run(setup(clone), call(clone))))
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(runs.map(({ out }) => out.split(':')[0]).sort()).toEqual([
      'Already set up',
      'Already set up',
      'Set up',
    ])
    expect(clone.registry.fetched).toBe(1)
  })

  test('a run that was killed leaves nothing that stops the next', async () => {
    using clone = await emptyClone()
    clone.registry.hangs = true
    const first = start(setup(clone), { ...call(clone), group: true })
    await clone.registry.asked()
    signalGroup(first, 'SIGKILL')
    await first.ended
    expect(existsSync(lockOf(clone))).toBe(true)
    clone.registry.hangs = false
    const second = await run(setup(clone), call(clone))
    expect(second).toMatchObject({ code: 0, out: `Set up: Node ${lockedVersion}\n` })
    expect(existsSync(lockOf(clone))).toBe(false)
  })

  test('a lock from another machine is left alone while it is fresh', async () => {
    using clone = await emptyClone()
    mkdirSync(join(clone.folder, '.holdfast'))
    writeFileSync(lockOf(clone), '1\nanother.example\n')
    const waiting = start(setup(clone), call(clone))
    await waiting.said('waiting for another run that installs the packages')
    rmSync(lockOf(clone))
    expect(await waiting.ended).toMatchObject({ code: 0 })
  })

  test('Ctrl-C ends npm too and gives the lock back', async () => {
    using clone = await emptyClone()
    clone.registry.hangs = true
    const first = start(setup(clone), call(clone))
    await clone.registry.asked()
    first.child.kill('SIGINT')
    expect(await first.ended).toMatchObject({ signal: 'SIGINT' })
    expect(existsSync(lockOf(clone))).toBe(false)
  })

  test('without a registry it says what is missing, and installs once there is one', async () => {
    using clone = await emptyClone()
    const environment = { ...clone.environment, npm_config_registry: 'http://127.0.0.1:9' }
    const { code, err } = await run(setup(clone), { folder: clone.folder, environment })
    expect(code).toBe(1)
    expect(err).toContain(
      `holdfast: Node ${lockedVersion} is missing: npm left out the optional package ${nodePackage}\n  cure: check the connection to the registry`,
    )
    expect(await run(setup(clone), call(clone))).toMatchObject({ code: 0 })
  })

  test('a package that disappeared is installed again', async () => {
    using clone = await emptyClone()
    await run(setup(clone), call(clone))
    rmSync(join(clone.folder, 'node_modules', nodePackage), { recursive: true })
    const { code, out } = await run(setup(clone), call(clone))
    expect({ code, out }).toEqual({ code: 0, out: `Set up: Node ${lockedVersion}\n` })
  })

  test('what npm says when it fails is shown, with the cure', async () => {
    using clone = await emptyClone()
    writeFileSync(join(clone.folder, 'package-lock.json'), '{}')
    const { code, err } = await run(setup(clone), call(clone))
    expect(code).toBe(1)
    expect(err).toContain('holdfast: npm ci ended with 1 and said\n  | npm error code EUSAGE')
    expect(err).toContain('\n  cure: packages are fetched once, so check the connection')
  })

  test('packages behind a link are not touched', async () => {
    using clone = await emptyClone()
    const other = join(clone.folder, 'other')
    mkdirSync(other)
    symlinkSync(other, join(clone.folder, 'node_modules'))
    const { code, err } = await run(setup(clone), call(clone))
    expect(code).toBe(1)
    expect(err).toMatch(
      /node_modules is a link, and npm would empty the folder behind it\n {2}cure: /,
    )
    expect(clone.registry.fetched).toBe(0)
  })

  test('without npm it says so', async () => {
    using clone = await emptyClone()
    const environment = { ...clone.environment, PATH: '/nowhere' }
    const { code, err } = await run(setup(clone), { folder: clone.folder, environment })
    expect(code).toBe(1)
    expect(err).toContain('holdfast: npm was not found\n  cure: install npm')
  })
})

describe('the way in', () => {
  test('hands arguments and the exit code on, from any folder', async () => {
    using clone = await emptyClone()
    const { code, out } = await run([process.execPath, clone.main, '3', 'a b', 'ü'], {
      folder: '/',
      environment: clone.environment,
    })
    expect(code).toBe(3)
    expect(JSON.parse(out)).toMatchObject({ version: lockedVersion, words: ['3', 'a b', 'ü'] })
  })

  test('npx finds it without asking or fetching', async () => {
    using clone = await emptyClone()
    await run(setup(clone), call(clone))
    clone.registry.stop()
    mkdirSync(join(clone.folder, 'adrs'))
    const folder = join(clone.folder, 'adrs')
    const { code, out } = await run(['npx', 'holdfast', '1', 'x'], {
      folder,
      environment: clone.environment,
    })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ version: lockedVersion, words: ['1', 'x'] })
  })

  test('an older Node hands over to the locked one', async (context) => {
    const older = olderNode()
    context.skip(older === null, 'no other Node on this machine')
    using clone = await emptyClone()
    const { code, out } = await run([older ?? '', clone.main, '1', 'a b'], call(clone))
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ version: lockedVersion, words: ['1', 'a b'] })
  })

  test('signals go on to the locked Node', async (context) => {
    const older = olderNode()
    context.skip(older === null, 'no other Node on this machine')
    using clone = await emptyClone()
    const running = start([older ?? '', clone.main, 'wait'], call(clone))
    await running.said('"wait"')
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ code: 42 })
  })

  test('the locked Node ends when its starter is killed', async (context) => {
    const older = olderNode()
    context.skip(older === null, 'no other Node on this machine')
    using clone = await emptyClone()
    const running = start([older ?? '', clone.main, 'wait'], call(clone))
    const { pid } = JSON.parse(
      (await running.said('"wait"')).split('\n').find((line) => line.startsWith('{')) ?? '',
    )
    expect(isAlive(pid)).toBe(true)
    running.child.kill('SIGKILL')
    await until(() => !isAlive(pid))
  })

  test('a Node of the wrong version is told, not started again and again', async (context) => {
    const older = olderNode()
    context.skip(older === null, 'no other Node on this machine')
    using clone = await emptyClone()
    await run(setup(clone), call(clone))
    const wrong = join(clone.folder, 'node_modules', nodePackage, 'bin/node')
    writeFileSync(wrong, `#!/bin/sh\nexec '${older}' "$@"\n`)
    const { code, err } = await run([older ?? '', clone.main, '0'], call(clone))
    expect(code).toBe(1)
    expect(err).toMatch(new RegExp(`is v[\\d.]+, not ${lockedVersion}\\n  cure: npm ci`))
  })
})

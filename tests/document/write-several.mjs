import { writeChanges } from '../../src/document/writing/writing.ts'

/** A process of its own that writes what it is told, so that a test can kill it. */
const [root = '', changes = '[]'] = process.argv.slice(2)
try {
  await writeChanges(root, JSON.parse(changes))
} catch (error) {
  process.stdout.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

import { answerOwner } from './child.ts'
import { withConnection } from './database.ts'

// Keeps a database of its own on a server that runs already, and drops it when the owner is gone.
const name = `holdfast_${process.pid}_${Date.now().toString(36)}`
let server: string | undefined

answerOwner({ start, crash: refuse, recover: refuse }, drop)

async function start(detail: { server: string }): Promise<string> {
  await withConnection(detail.server, (client) => client.query(`create database ${name}`))
  server = detail.server
  const url = new URL(detail.server)
  url.pathname = `/${name}`
  return url.href
}

async function drop(): Promise<void> {
  const statement = `drop database if exists ${name} with (force)`
  if (server !== undefined) await withConnection(server, (client) => client.query(statement))
}

function refuse(): never {
  throw new Error('The server that DATABASE_URL names is not ours to crash')
}

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'

export interface Serving {
  root: string
  folder: string
  port: number
}

export interface SiteServer extends AsyncDisposable {
  address: string
  /** The port that was asked for was taken. */
  moved: boolean
  reload: () => void
  ended: Promise<unknown>
}

/** Serves a built site in a process of its own, which ends with us. */
export async function serveSite({ root, folder, port }: Serving): Promise<SiteServer> {
  const heard = Promise.withResolvers<{ url: string; moved: boolean }>()
  const child = startChild({
    file: fileURLToPath(new URL('../site/serve.ts', import.meta.url)),
    arguments: ['--folder', join(root, folder), '--base', siteBase(), '--port', String(port)],
    folder: root,
    output: 'kept',
    onMessage: (message) => heard.resolve(message as { url: string; moved: boolean }),
  })
  void child.ended.then(() => heard.reject(new Error(`the site is not served:\n${child.said()}`)))
  const { url, moved } = await heard.promise
  return {
    address: url,
    moved,
    reload: () => child.send('reload'),
    ended: child.ended,
    [Symbol.asyncDispose]: child.stop,
  }
}

/** The path below which the site was built. */
function siteBase(): string {
  const inner = (process.env.HOLDFAST_BASE ?? '').replace(/^\/+|\/+$/g, '')
  return inner === '' ? '/' : `/${inner}/`
}

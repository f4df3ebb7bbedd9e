import { spawnSync } from 'node:child_process'

/**
 * When each file was last changed, by its path from the root, from one walk through the history.
 * Without git, or outside a repository, nothing is known and the map is empty.
 */
export function readHistory(root: string): Map<string, Date> {
  const dates = new Map<string, Date>()
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const
  const log = spawnSync(
    'git',
    ['-c', 'core.quotePath=false', 'log', '--format=%x00%cI', '--name-only', '--relative'],
    options,
  )
  if (log.error !== undefined || log.status !== 0) return dates
  for (const commit of log.stdout.split('\0').slice(1)) {
    const [date, ...paths] = commit.split('\n').filter((line) => line !== '')
    if (date === undefined) continue
    for (const path of paths) if (!dates.has(path)) dates.set(path, new Date(date))
  }
  return dates
}

import { constants, setPriority } from 'node:os'

/** A driver goes before what it measures, where the system lets it: its lag would look like the service's. */
export function goFirst(): void {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST)
  } catch {
    // Not everybody may; then the lag that it records decides whether the run counts.
  }
}

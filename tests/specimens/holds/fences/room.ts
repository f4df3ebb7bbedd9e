const sent: string[] = []

// #region publish
export function publish(members: Set<string>, text: string): number {
  for (const member of members) deliver(member, text)
  return members.size
}
// #endregion

function deliver(member: string, text: string): void {
  sent.push(`${member}: ${text}`)
}

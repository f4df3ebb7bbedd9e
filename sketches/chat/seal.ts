import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const [version, algorithm, tagBytes, nonceBytes] = ['1', 'aes-256-gcm', 16, 12] as const

/** Text → `1.` and nonce, tag and cipher text in base64url: what it says and whether it was changed needs the key. */
export function sealText(text: string, key: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

export function openSealed(stored: string, key: Buffer): string {
  const [, sealed = ''] = stored.split('.')
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const body = decipher.update(bytes.subarray(nonceBytes + tagBytes))
  return Buffer.concat([body, decipher.final()]).toString('utf8')
}

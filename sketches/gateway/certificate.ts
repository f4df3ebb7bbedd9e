import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export interface Certificate {
  /** PEM. It is its own authority: who trusts it, trusts whoever holds the key. */
  certificate: string
  key: string
}

const day = 24 * 3600 * 1000
const ecdsaWithSha256 = '06082a8648ce3d040302'
const commonName = '0603550403'
const basicConstraints = '0603551d13'
const subjectAltName = '0603551d11'

/** A self-signed certificate (RFC 5280) for one name, good for a day, made anew for each run. */
export function makeCertificate(name: string, nowMs = Date.now()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const algorithm = sequence(hex(ecdsaWithSha256))
  const holder = sequence(tag(0x31, sequence(hex(commonName), tag(0x0c, Buffer.from(name)))))
  const validity = sequence(utcTime(nowMs - day), utcTime(nowMs + day))
  const extensions = sequence(
    extension(basicConstraints, sequence(tag(0x01, Buffer.from([0xff])))),
    extension(subjectAltName, sequence(tag(0x82, Buffer.from(name)))),
  )
  const content = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    holder,
    validity,
    holder,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, extensions),
  )
  const signature = sign('sha256', content, privateKey)
  const whole = sequence(content, algorithm, tag(0x03, Buffer.from([0]), signature))
  return {
    certificate: pem('CERTIFICATE', whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex')

const sequence = (...parts: Buffer[]): Buffer => tag(0x30, ...parts)

const extension = (identifier: string, value: Buffer): Buffer =>
  sequence(hex(identifier), tag(0x04, value))

/** The first bit would make it negative. */
function integer(bytes: Buffer): Buffer {
  const first = bytes[0] ?? 0
  return tag(0x02, Buffer.from([first & 0x7f || 1]), bytes.subarray(1))
}

/** → `261121044600Z` */
function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)
  return tag(0x17, Buffer.from(`${digits}Z`))
}

function tag(kind: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([kind]), lengthOf(content), content])
}

/** Up to 127 in one byte, else the number of bytes and then the bytes. */
function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length])
  if (length < 0x100) return Buffer.from([0x81, length])
  return Buffer.from([0x82, length >> 8, length & 0xff])
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

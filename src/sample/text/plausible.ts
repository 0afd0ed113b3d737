/** A format that the server enforces on strings. */
interface TextFormat {
  /** What people would write; the name of the field where there are none. */
  examples: readonly string[]
  /** Each match has the format, though there may be more: for when other patterns must match too. */
  pattern: string
}

const uuidLike = (version: string) => `^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`
const hostLike = '^[a-z]([a-z0-9-]{0,30}[a-z0-9])?(\\.[a-z]([a-z0-9-]{0,30}[a-z0-9])?)*$'

const formats: Readonly<Record<string, TextFormat>> = {
  bsonobjectid: { examples: ['507f1f77bcf86cd799439011'], pattern: '^[0-9a-f]{24}$' },
  byte: { examples: ['ZXhhbXBsZQ=='], pattern: '^([A-Za-z0-9+/]{4})*$' },
  cidr: { examples: ['10.0.0.0/24'], pattern: '^10\\.(1?[0-9]\\.){2}0/[12][0-9]$' },
  creditcard: { examples: ['4111111111111111'], pattern: '^4111111111111111$' },
  date: { examples: ['2026-01-01'], pattern: '^20[0-9]{2}-0[1-9]-[12][0-9]$' },
  datetime: {
    examples: ['2026-01-01T00:00:00Z'],
    pattern: '^20[0-9]{2}-0[1-9]-[12][0-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]0[0-9]:00)$',
  },
  duration: { examples: ['1h'], pattern: '^([1-9][0-9]{0,3}(ns|us|ms|s|m|h))+$' },
  email: { examples: ['name@example.com'], pattern: '^[a-z][a-z0-9]*@[a-z][a-z0-9]*(\\.[a-z]+)+$' },
  hexcolor: { examples: ['#ff8800'], pattern: '^#([0-9a-f]{3}|[0-9a-f]{6})$' },
  hostname: { examples: ['example.com'], pattern: hostLike },
  ipv4: { examples: ['10.0.0.1'], pattern: '^10\\.(1?[0-9]\\.){2}1?[0-9]$' },
  ipv6: { examples: ['2001:db8::1'], pattern: '^2001:db8:(:[1-9a-f][0-9a-f]{0,3}){1,5}$' },
  isbn: { examples: [], pattern: '^(0306406152|9780306406157)$' },
  isbn10: { examples: [], pattern: '^0306406152$' },
  isbn13: { examples: [], pattern: '^9780306406157$' },
  k8slongname: { examples: [], pattern: hostLike },
  k8sshortname: { examples: [], pattern: '^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$' },
  mac: { examples: ['00:00:5e:00:53:01'], pattern: '^([0-9a-f]{2}:){5}[0-9a-f]{2}$' },
  rgbcolor: { examples: ['rgb(255,136,0)'], pattern: '^rgb\\((1?[0-9]{1,2}, ?){2}1?[0-9]{1,2}\\)$' },
  ssn: { examples: ['219-09-9999'], pattern: '^[0-9]{3}-[0-9]{2}-[0-9]{4}$' },
  uri: {
    examples: ['https://example.com'],
    pattern: '^(https?|ftp|oci|s3)://[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)*(:[1-9][0-9]{1,3})?(/[a-z0-9._-]+)*/?$',
  },
  uuid: { examples: ['01234567-89ab-4def-8123-456789abcdef'], pattern: uuidLike('4') },
  uuid3: { examples: ['01234567-89ab-3def-8123-456789abcdef'], pattern: uuidLike('3') },
  uuid4: { examples: ['01234567-89ab-4def-8123-456789abcdef'], pattern: uuidLike('4') },
  uuid5: { examples: ['01234567-89ab-5def-8123-456789abcdef'], pattern: uuidLike('5') },
}

/** Undefined for what is not enforced, or takes any text. */
export function textFormat(name: string): TextFormat | undefined {
  const plain = name.replaceAll('-', '')
  return Object.hasOwn(formats, plain) ? formats[plain] : undefined
}

/** Texts that people write, of many kinds: where one of them fits, it is better than what a search finds. */
export const plausibleTexts: readonly string[] = [
  '1h',
  '100m',
  '1Gi',
  '1',
  '50%',
  '2026-01-01T00:00:00Z',
  '2026-01-01',
  '09:00',
  '0 0 * * *',
  'https://example.com',
  'https://example.com/path',
  'oci://example.com/charts',
  's3://bucket/key',
  'example.com',
  '*.example.com',
  'example.com/name',
  'example.com/image:latest',
  '/path',
  '10.0.0.1',
  '10.0.0.0/24',
  '2001:db8::1',
  '2001:db8::/64',
  'name@example.com',
  'v1',
  '1.0.0',
  'v1.0.0',
  'apps/v1',
  'default/example',
  'key=value',
  '8080',
  '8080:80',
  'EXAMPLE',
  'Example',
  'example_name',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '01234567-89ab-4def-8123-456789abcdef',
  '#ff8800',
  '00:00:5e:00:53:01',
  'ZXhhbXBsZQ==',
  '{}',
  'true',
]

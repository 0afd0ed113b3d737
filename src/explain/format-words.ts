/** What a value of the format looks like. Names without dashes, which count for nothing. */
const words: Record<string, string> = {
  bsonobjectid: '24 hexadecimal digits',
  byte: 'base64 with padding',
  cidr: 'an IP range, such as 10.0.0.0/8',
  creditcard: 'a credit card number',
  date: 'a date, such as 2026-01-31',
  datetime: 'a time with its zone, such as 2026-01-31T12:00:00Z',
  double: '64-bit floating point',
  duration: 'a duration, such as 1h30m or 3 days',
  email: 'a mail address',
  float: '32-bit floating point',
  hexcolor: 'a colour, such as #ff8800',
  hostname: 'a host name',
  int32: 'from -2147483648 to 2147483647',
  int64: 'a 64-bit integer',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  isbn: 'an ISBN',
  isbn10: 'an ISBN of 10 digits',
  isbn13: 'an ISBN of 13 digits',
  k8slongname: 'a DNS subdomain',
  k8sshortname: 'a DNS label',
  mac: 'a MAC address',
  password: 'not to be shown',
  rgbcolor: 'a colour, such as rgb(255,136,0)',
  ssn: 'a social security number',
  uri: 'a URI, or a path beginning with /',
  uuid: 'a UUID',
  uuid3: 'a UUID of version 3',
  uuid4: 'a UUID of version 4',
  uuid5: 'a UUID of version 5',
}

export function formatWords(name: string): string | undefined {
  const plain = name.replaceAll('-', '')
  return Object.hasOwn(words, plain) ? words[plain] : undefined
}

/** Formats of numbers, which the server checks by range. */
export function isNumberFormat(name: string): boolean {
  return name === 'int32' || name === 'int64' || name === 'float' || name === 'double'
}

function uuid(third: string, fourth: string): (text: string) => boolean {
  const pattern = new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i')
  return (text) => pattern.test(text)
}

const variant = '[89ab][0-9a-f]{3}'

/** Each dash may be missing. Upstream: strfmt/default.go, which asks no variant of version 3. */
export const isUUID3 = uuid('3[0-9a-f]{3}', '[0-9a-f]{4}')
export const isUUID4 = uuid('4[0-9a-f]{3}', variant)
export const isUUID5 = uuid('5[0-9a-f]{3}', variant)

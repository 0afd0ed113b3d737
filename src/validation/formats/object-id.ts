/** 12 bytes in hexadecimal. Upstream: strfmt/bson.ObjectIDFromHex. */
export function isObjectId(text: string): boolean {
  return /^[0-9a-fA-F]{24}$/.test(text)
}

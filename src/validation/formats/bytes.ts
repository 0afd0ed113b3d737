/** Standard base64 with padding, not empty. Upstream: govalidator.IsBase64, whose expression this is without its groups. */
export function isByte(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}

/** 12 bytes in hexadecimal. Upstream: strfmt/bson.ObjectIDFromHex. */
export function isObjectId(text: string): boolean {
  return /^[0-9a-fA-F]{24}$/.test(text)
}

/** Upstream: govalidator.IsHexcolor. */
export function isHexColor(text: string): boolean {
  return /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text)
}

const part = '[\\t\\n\\f\\r ]*(?:0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])[\\t\\n\\f\\r ]*'
const rgb = new RegExp(`^rgb\\(${part},${part},${part}\\)$`)

/** `rgb(255, 0, 10)`. Upstream: govalidator.IsRGBcolor; RE2's `\s` is narrower than JavaScript's. */
export function isRgbColor(text: string): boolean {
  return rgb.test(text)
}

/** kubectl cannot read the text; `offset` is the place in the document's text. */
export class YamlError extends Error {
  readonly offset: number
  readonly hint: string | undefined
  constructor(message: string, offset: number, hint?: string) {
    super(message)
    this.offset = offset
    this.hint = hint
  }
}

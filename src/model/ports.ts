/** One text to read: a file, stdin, a URL. Opened only when its turn comes. */
export interface Source {
  /** As printed. */
  name: string
  /** The bytes; throws {@link SourceError}. A source that cannot be read twice keeps them. */
  read(): Promise<Uint8Array> | Uint8Array
  /** No file that can be named again: standard input, or what a program prints. */
  generated?: boolean
}

/** An input that is not there or cannot be read; the message is a sentence for the user. */
export class SourceError extends Error {}

/** What was left out on purpose, and why: nothing failed. */
export class SourceNote extends SourceError {}

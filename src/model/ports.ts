/** One text to read: a file, stdin, a URL. Opened only when its turn comes. */
export interface Source {
  /** As printed. */
  name: string
  /** The bytes; throws {@link SourceError}. A source that cannot be read twice keeps them. */
  read(): Promise<Uint8Array> | Uint8Array
}

/** An input that is not there or cannot be read; the message is a sentence for the user. */
export class SourceError extends Error {}

/** PEM. */
export interface KeyPair {
  cert: Buffer | string
  key: Buffer | string
}

/** How requests say who asks. Everything may throw {@link ClusterError}. */
export interface Credentials {
  /** The value of the Authorization header. */
  authorization(): string | undefined | Promise<string | undefined>
  /** For a new connection. */
  keyPair(): KeyPair | undefined | Promise<KeyPair | undefined>
  /** The server answered 401: is it worth asking again? */
  refresh(): boolean | Promise<boolean>
  /** Impersonation. */
  headers: Readonly<Record<string, string | readonly string[]>>
  /** What to do when the server does not know who asks. */
  hint: string
}

/** What a credential plugin gave, until it expires. */
export interface ExecCredential {
  token: string | undefined
  keyPair: KeyPair | undefined
  /** Milliseconds since 1970. */
  expires: number | undefined
}

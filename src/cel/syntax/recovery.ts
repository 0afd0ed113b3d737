import type { CelError } from '../cel-error.ts'
import { showKinds, type Token, type TokenKind } from './token.ts'

/** Of the source, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

export type Kinds = ReadonlySet<TokenKind>

/** What may follow a rule where it was called. */
export interface Follow {
  kinds: Kinds
  /** May the calling rule end there, so that what follows that one counts as well? */
  mayEnd: boolean
}

/** A rule cannot go on; it ends, and what called it does. */
export class RuleFailed extends Error {}
const ruleFailed = new RuleFailed()

/** The whole parse ends. */
export class ParseStopped extends Error {}

const maxErrors = 100
const maxAttempts = 30
const maxSkipped = 256

/**
 * The tokens of an expression, and how to go on after errors: the words and the moves of ANTLR's default strategy, so
 * that an expression has the same errors as with upstream's generated parser.
 * Upstream: antlr4 error_strategy.go; the limits: cel-go parser/parser.go.
 */
export class TokenReader {
  readonly errors: CelError[]
  readonly #source: string
  readonly #skipped: readonly Span[]
  readonly #tokens: readonly Token[]
  readonly #follows: Follow[] = []
  readonly #rules: string[] = []
  /** Where in the grammar the last failure was. */
  #site = ''
  #at = 0
  #isRecovering = false
  #attempts = 0
  #reports: number
  #lastErrorAt = -1
  #lastErrorSites = new Set<string>()

  /** @param skipped what is no token: start and end of each */
  constructor(source: string, tokens: readonly Token[], skipped: readonly Span[], errors: CelError[]) {
    this.#source = source
    this.#skipped = skipped
    this.#tokens = tokens
    this.errors = errors
    this.#reports = errors.length
  }

  /** The token `ahead` places further on, without taking it. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!
  }

  is(kind: TokenKind): boolean {
    return this.peek().kind === kind
  }

  #consume(): Token {
    const token = this.peek()
    if (this.#at < this.#tokens.length - 1) this.#at++
    return token
  }

  /** Takes a token that is known to fit. */
  take(): Token {
    this.#matched()
    return this.#consume()
  }

  #matched(): void {
    this.#isRecovering = false
    this.#lastErrorAt = -1
    this.#lastErrorSites.clear()
  }

  /** A rule begins, and this may follow it. */
  enter(follow: Follow, rule: string): void {
    this.#follows.push(follow)
    this.#rules.push(rule)
  }

  /** The rule ends. */
  leave(): void {
    this.#follows.pop()
    this.#rules.pop()
  }

  /** After the failure of a rule, what cannot follow it is skipped. Upstream: the generated errorExit. */
  recover(error: unknown): void {
    if (error !== ruleFailed) throw error
    this.#countAttempt()
    let skipped = 0
    const skip = () => {
      if (skipped++ >= maxSkipped) {
        throw new ParseStopped(`error recovery token lookahead limit exceeded: ${maxSkipped}`)
      }
      this.#consume()
    }
    if (this.#lastErrorAt === this.#at && this.#lastErrorSites.has(this.#site)) skip()
    this.#lastErrorAt = this.#at
    this.#lastErrorSites.add(this.#site)
    this.#skipTo(this.#recoverySet(), skip)
  }

  /**
   * Takes a token of this kind. If it is not there, an extra token before it is skipped, or it is taken as missing when
   * the next one fits behind it.
   * @param next what may come behind it
   */
  match(kind: TokenKind, next: Follow): Token | undefined {
    if (this.is(kind)) return this.take()
    const expecting = new Set([kind])
    this.#site = `${this.#rules.at(-1)} ${kind}`
    this.#countAttempt()
    if (this.#deleteToken(expecting)) return this.#consume()
    if (this.#withContext(next).has(this.peek().kind)) {
      this.#report(`missing ${showKinds(expecting)} at ${this.#show(this.peek())}`)
      return undefined
    }
    this.#mismatch(expecting)
  }

  /** Before a choice: what does not begin one of its branches is skipped if the token behind it does. */
  sync(expecting: Kinds): void {
    if (this.#isRecovering || expecting.has(this.peek().kind)) return
    this.#site = `${this.#rules.at(-1)} ${expecting.size}`
    if (!this.#deleteToken(expecting)) this.#mismatch(expecting)
  }

  /** Within a repetition: what fits neither another round nor what follows is skipped. */
  syncLoop(expecting: Kinds): void {
    if (this.#isRecovering || expecting.has(this.peek().kind)) return
    this.#report(`extraneous input ${this.#show(this.peek())} expecting ${showKinds(expecting)}`)
    this.#skipTo(new Set([...expecting, ...this.#recoverySet()]), () => this.#consume())
  }

  /** No branch of a choice fits the next tokens. */
  noViable(ahead: number): never {
    this.#site = `${this.#rules.at(-1)} choice`
    const [first, last] = [this.peek(), this.peek(ahead)]
    const text = first.kind === '<EOF>' ? '<EOF>' : this.#text(first.start, last.end)
    this.#report(`no viable alternative at input ${quoted(text)}`, last)
    throw ruleFailed
  }

  #text(start: number, end: number): string {
    let text = ''
    let at = start
    for (const skipped of this.#skipped) {
      if (skipped.start < start || skipped.end > end) continue
      text += this.#source.slice(at, skipped.start)
      at = skipped.end
    }
    return text + this.#source.slice(at, end)
  }

  #mismatch(expecting: Kinds): never {
    this.#report(`mismatched input ${this.#show(this.peek())} expecting ${showKinds(expecting)}`)
    throw ruleFailed
  }

  #deleteToken(expecting: Kinds): boolean {
    if (!expecting.has(this.peek(1).kind)) return false
    this.#report(`extraneous input ${this.#show(this.peek())} expecting ${showKinds(expecting)}`)
    this.#consume()
    this.#matched()
    return true
  }

  /** One error until a token matches again. */
  #report(message: string, token = this.peek()): void {
    if (this.#isRecovering) return
    this.#isRecovering = true
    this.#tell(message, token)
  }

  #tell(message: string, token: Token): void {
    const known = message.replace(
      /^no viable alternative at input '\.(true|false|null)'$/,
      "mismatched input '$1' expecting IDENTIFIER",
    )
    if (this.#reports++ >= maxErrors) {
      this.errors.push({ offset: token.offset, message: `Syntax error: More than ${maxErrors} syntax errors` })
      throw new ParseStopped()
    }
    this.errors.push({ offset: token.offset, message: `Syntax error: ${known}` })
  }

  #countAttempt(): void {
    if (this.#attempts++ < maxAttempts) return
    this.#tell(`error recovery attempt limit exceeded: ${maxAttempts}`, this.peek())
    throw new ParseStopped()
  }

  #skipTo(kinds: Kinds, skip: () => void): void {
    while (!this.is('<EOF>') && !kinds.has(this.peek().kind)) skip()
  }

  /** What may follow any of the rules that are open. */
  #recoverySet(): Set<TokenKind> {
    const set = new Set<TokenKind>()
    for (const { kinds } of this.#follows) for (const kind of kinds) set.add(kind)
    return set
  }

  #withContext({ kinds, mayEnd }: Follow): Set<TokenKind> {
    const set = new Set(kinds)
    let goesOn = mayEnd
    for (let i = this.#follows.length - 1; i >= 0 && goesOn; i--) {
      for (const kind of this.#follows[i]!.kinds) set.add(kind)
      goesOn = this.#follows[i]!.mayEnd
    }
    if (goesOn) set.add('<EOF>')
    return set
  }

  #show(token: Token): string {
    return quoted(token.text)
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`
}

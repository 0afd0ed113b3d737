/** What a kind of search may cost in all. */
export class Budget {
  #left: number

  constructor(left: number) {
    this.#left = left
  }

  get isSpent(): boolean {
    return this.#left <= 0
  }

  spend(cost: number): void {
    this.#left -= cost
  }
}

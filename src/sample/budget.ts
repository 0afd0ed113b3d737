/** What the search for values that keep rules may cost in all, in the units of CEL's costs. */
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

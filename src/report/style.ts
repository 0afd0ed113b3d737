/** How to emphasize pieces of text; every function returns its argument unchanged when colour is off. */
export interface Style {
  error(text: string): string
  warning(text: string): string
  place(text: string): string
  gutter(text: string): string
  strong(text: string): string
  good(text: string): string
}

export const plainStyle: Style = {
  error: String,
  warning: String,
  place: String,
  gutter: String,
  strong: String,
  good: String,
}

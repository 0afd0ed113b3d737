/** How the parts of a text are coloured; the identity for none. */
export interface Style {
  heading(text: string): string
  name(text: string): string
  type(text: string): string
  required(text: string): string
  label(text: string): string
  value(text: string): string
  faint(text: string): string
  warning(text: string): string
  /** An address, of visible ASCII characters only. */
  link(url: string): string
  /** The line that one is on. */
  selected(text: string): string
}

const asIs = (text: string) => text

export const plainStyle: Style = {
  heading: asIs,
  name: asIs,
  type: asIs,
  required: asIs,
  label: asIs,
  value: asIs,
  faint: asIs,
  warning: asIs,
  selected: asIs,
  link: asIs,
}

/** Addresses that a terminal can open (OSC 8). */
export function withLinks(style: Style): Style {
  return { ...style, link: (url) => `\x1b]8;;${url}\x1b\\${url}\x1b]8;;\x1b\\` }
}

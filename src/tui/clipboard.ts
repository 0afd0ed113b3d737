/**
 * Asks the terminal to put a text into the clipboard of the machine it runs on, also over ssh (OSC 52, of xterm's control
 * sequences). Terminals that do not know it, or do not allow it, do nothing.
 */
export function copySequence(text: string): string {
  return `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`
}

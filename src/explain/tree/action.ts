import type { Size } from './layout.ts'

/** What a key asks for. */
export type Action =
  | { type: 'move'; by: number }
  /** So many screens up or down. */
  | { type: 'page'; by: number }
  | { type: 'first' | 'last' }
  /** Opens a field, or goes into it; closes it, or goes to what it is in. */
  | { type: 'into' | 'out' | 'toggle' | 'open-all' }
  /** Lines or screens of the details. */
  | { type: 'scroll'; by: number; unit: 'line' | 'page' }
  | { type: 'search' }
  | { type: 'type'; text: string }
  | { type: 'erase' | 'erase-all' | 'accept' }
  | { type: 'next'; by: 1 | -1 }
  | { type: 'copied'; path: string }
  | { type: 'rule' | 'version' | 'help' | 'escape' | 'quit' }
  | { type: 'resize'; size: Size }

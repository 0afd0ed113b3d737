import { Box, Text, useApp, useInput } from 'ink'
import { createElement as h, type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import type { FullScreen } from '../cli/full-screen.ts'
import type { Action } from '../explain/tree/action.ts'
import { searchText, statusText, titleText, tooSmallText } from '../explain/tree/bar-text.ts'
import { reduce } from '../explain/tree/reduce.ts'
import { type State, selectedPath } from '../explain/tree/state.ts'
import { copySequence } from './clipboard.ts'
import { requestsOf } from './keys.ts'
import { Help, Panes } from './panes.ts'

/** The whole screen, and what keys do to it. */
export function App({ start, screen }: { start: State; screen: FullScreen }): ReactElement {
  const current = useRef(start)
  const [state, show] = useState(start)
  const { exit, suspendTerminal } = useApp()
  const act = useCallback((action: Action) => {
    current.current = reduce(current.current, action)
    show(current.current)
  }, [])
  useInput((input, key) => {
    for (const request of requestsOf(input, key, () => current.current.mode)) {
      if (request.type === 'stop') screen.stop()
      else if (request.type === 'redraw') void suspendTerminal(() => void screen.out.write('\x1b[2J\x1b[H'))
      else if (request.type === 'copy') {
        const path = selectedPath(current.current)
        if (path !== '') screen.out.write(copySequence(path))
        act({ type: 'copied', path })
      } else act(request)
    }
  })
  useEffect(() => screen.onResize(() => act({ type: 'resize', size: screen.size() })), [screen, act])
  useEffect(() => screen.onStop((stopped) => suspendTerminal(stopped)), [screen, suspendTerminal])
  useEffect(() => {
    if (state.isDone) exit()
  }, [state.isDone, exit])
  return h(Frame, { state })
}

/** What is on the screen: title, search, panes, keys. */
function Frame({ state }: { state: State }): ReactElement {
  const { size, layout, mode } = state
  const frame = { flexDirection: 'column', width: size.columns, height: size.rows } as const
  if (layout.isTooSmall) return h(Box, frame, h(Text, null, tooSmallText(state)))
  return h(
    Box,
    frame,
    h(Bar, { text: titleText(state) }),
    h(Bar, { text: searchText(state) }),
    h(mode === 'help' ? Help : Panes, { state }),
    h(Bar, { text: statusText(state) }),
  )
}

function Bar({ text }: { text: string }): ReactElement {
  const line = h(Text, { wrap: 'truncate-end' }, text === '' ? ' ' : text)
  return h(Box, { height: 1, flexShrink: 0 }, line)
}

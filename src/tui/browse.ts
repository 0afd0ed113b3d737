import { render } from 'ink'
import { createElement as h } from 'react'
import type { FullScreen } from '../cli/full-screen.ts'
import type { State } from '../explain/tree/state.ts'
import { App } from './app.ts'

/**
 * Lets the user move in a tree of fields, until they quit or the terminal is gone. Rejects when drawing fails.
 */
export async function browse(start: State, screen: FullScreen): Promise<void> {
  const app = render(h(App, { start, screen }), {
    stdin: screen.keys,
    stdout: screen.out,
    // Also where CI=true or INK_SCREEN_READER are set; the screen and its end are ours.
    interactive: true,
    isScreenReaderEnabled: false,
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    // A key is seen at once.
    maxFps: 250,
  })
  screen.onLeave(() => app.unmount())
  void screen.gone.then(() => app.unmount())
  await app.waitUntilExit()
}

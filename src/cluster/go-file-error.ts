const texts: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
  EMFILE: 'too many open files',
}

/** `open /path: no such file or directory`, as Go says it; undefined when it is no error of a file. */
export function goFileError(error: unknown, path?: string): string | undefined {
  const { code, syscall, path: own = path, message } = nodeError(error)
  if (code === undefined || syscall === undefined) return undefined
  return `${syscall} ${own === undefined ? '' : `${own}: `}${texts[code] ?? message}`
}

export function isMissing(error: unknown): boolean {
  return nodeError(error).code === 'ENOENT'
}

/** What Node's own errors carry. Those of other realms are no instances of our Error. */
export function nodeError(error: unknown): Partial<NodeJS.ErrnoException> {
  return typeof error === 'object' && error !== null ? error : {}
}

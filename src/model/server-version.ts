/** The Kubernetes minor version whose rules apply, e.g. 1.36 is `{ minor: 36 }`. */
export interface ServerVersion {
  minor: number
}

/** What this build knows best, and assumes when nobody says otherwise. */
export const newestVersion: ServerVersion = { minor: 36 }
export const oldestVersion: ServerVersion = { minor: 30 }

export function formatVersion(version: ServerVersion): string {
  return `1.${version.minor}`
}
